/**
 * Why this computer cannot connect, and what to do: one check after the other, and at the end one
 * sentence.
 *
 * <p>What must never be here: anything that changes what a client does, and printing. Start reading
 * at {@link dev.gridcast.client.doctor.Doctor}.
 */
@NullMarked
package dev.gridcast.client.doctor;

import org.jspecify.annotations.NullMarked;
