package dev.gridcast.client.machine;

import java.time.Duration;

/**
 * All sensors at one moment.
 *
 * @param othersLoad see {@link Sensors#othersLoad()}
 * @param sinceInput see {@link Sensors#sinceInput()}
 * @param power see {@link Sensors#power()}
 * @param celsius see {@link Sensors#celsius()}
 */
public record Readings(
    Reading<Double> othersLoad,
    Reading<Duration> sinceInput,
    Reading<Power> power,
    Reading<Double> celsius) {}
