/**
 * What a person has decided about this machine, and whether a training may run right now.
 *
 * <p>{@link dev.gridcast.client.preference.Preferences} are the decisions, read from a file and
 * from flags; {@link dev.gridcast.client.preference.Allotment} is what they give one case; the
 * {@link dev.gridcast.client.preference.Governor} weighs them, the sensors and what the person
 * ordered by hand into a {@link dev.gridcast.client.preference.Permission}. What must never be
 * here: a training, a message, the screen; a limit that is dropped without a word because this
 * machine cannot keep it. Start reading at {@link dev.gridcast.client.preference.Key}.
 */
@NullMarked
package dev.gridcast.client.preference;

import org.jspecify.annotations.NullMarked;
