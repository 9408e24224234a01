/**
 * A whole server without threads, timers, a network or a screen: what of the other rooms has to
 * know each other is wired here, once. The program drives it with threads and the wall clock, the
 * simulator with an event loop and a skipped clock; both drive the same objects.
 *
 * <p>What must never be here: a thread, a sleep, the wall clock, randomness of its own. Start
 * reading at {@link dev.gridcast.server.core.ServerCore}.
 */
@NullMarked
package dev.gridcast.server.core;

import org.jspecify.annotations.NullMarked;
