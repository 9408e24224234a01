/**
 * The runtime {@code process}: the trainer as a child JVM of this client, with bounded memory and
 * time, lowered priority, and no more of the environment than it needs.
 *
 * <p>What must never be here: a promise of a sandbox. The child may do whatever this user may do;
 * only its output is treated as hostile. Start reading at {@link
 * dev.gridcast.client.runtime.process.ProcessRuntime}.
 */
@NullMarked
package dev.gridcast.client.runtime.process;

import org.jspecify.annotations.NullMarked;
