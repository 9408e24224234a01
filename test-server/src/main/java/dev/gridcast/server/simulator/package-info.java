/**
 * The production server under a skipped clock: an event loop in one thread ({@code EventLoop}), a
 * network in memory that delays, cuts and loses ({@code SimulatedNetwork}), and volunteers that are
 * honest, slow, gone, broken or lying ({@code Client}, {@code Habit}), who speak the real messages
 * through the real codec. The server is {@link dev.gridcast.server.core.ServerCore} on a real
 * store.
 *
 * <p>Everything that happens follows from a profile and a seed, so that a failure can be replayed
 * exactly. What must never be here: a thread, the wall clock, an order that differs from run to run
 * (hash sets of objects, {@code Set.of}), a rule of the server. Start reading at {@link
 * dev.gridcast.server.simulator.Simulation}.
 */
@NullMarked
package dev.gridcast.server.simulator;

import org.jspecify.annotations.NullMarked;
