/**
 * What this computer is and how it fares: processors, memory, the work of others on it, when
 * somebody last touched it, battery, temperature.
 *
 * <p>A thing that cannot be known here says so with a reason ({@link
 * dev.gridcast.client.machine.Reading}); it never becomes a number that looks measured. What must
 * never be here: a decision about what the machine may be used for. Start reading at {@link
 * dev.gridcast.client.machine.Sensors}.
 */
@NullMarked
package dev.gridcast.client.machine;

import org.jspecify.annotations.NullMarked;
