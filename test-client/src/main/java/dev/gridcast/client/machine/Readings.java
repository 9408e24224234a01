package dev.gridcast.client.machine;

import java.time.Duration;

/**
 * All sensors at one moment.
 *
 * @param othersLoad see {@link Sensors#othersLoad()}
 * @param sinceInput see {@link Sensors#sinceInput()}
 * @param power see {@link Sensors#power()}
 * @param charge see {@link Sensors#charge()}
 * @param celsius see {@link Sensors#celsius()}
 * @param freeMemory see {@link Sensors#freeMemory()}
 */
public record Readings(
    Reading<Double> othersLoad,
    Reading<Duration> sinceInput,
    Reading<Power> power,
    Reading<Double> charge,
    Reading<Double> celsius,
    Reading<Long> freeMemory) {}
