package dev.gridcast.server.experiment;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How much an experiment may cost.
 *
 * @param cases how many cases to run at most; empty means all of them. {@link
 *     ParameterSpace#size()} already takes it into account
 * @param timePerCase how long one training may take before it must be stopped, default 30 minutes
 * @param attempts how often a case may be tried before it counts as failed, default 3
 * @param abandonments how often volunteers may take a case and never be heard of again before it is
 *     given up, default 10
 */
public record Limits(OptionalLong cases, Duration timePerCase, int attempts, int abandonments) {}
