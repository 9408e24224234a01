/**
 * How far a volunteer is believed: when a training is audited by a second one, whether two
 * trainings came to the same, and what follows for the results and for those who sent them.
 *
 * <p>Pure decisions on values: what must never be here is a store, a clock of its own, or a
 * message. The lease desk asks, and carries out what is answered. Start reading at {@link
 * dev.gridcast.server.trust.Audits} and {@link dev.gridcast.server.trust.Jury}.
 */
@NullMarked
package dev.gridcast.server.trust;

import org.jspecify.annotations.NullMarked;
