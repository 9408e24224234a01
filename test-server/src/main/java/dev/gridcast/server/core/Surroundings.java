package dev.gridcast.server.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a server takes from outside, so that a run of it can be repeated exactly.
 *
 * @param clock what time it is
 * @param random where secrets and draws come from; must be unpredictable wherever strangers come in
 * @param speakers runs what must not hold up a peer's own thread: sending to a slow line may block
 * @param incoming a folder for what has come of models that are on their way
 * @param failureLogs a folder for the logs of failed cases
 * @param resultWaits called when a result waits to be judged; must return at once
 */
public record Surroundings(
    InstantSource clock,
    RandomGenerator random,
    Executor speakers,
    Path incoming,
    Path failureLogs,
    Runnable resultWaits) {}
