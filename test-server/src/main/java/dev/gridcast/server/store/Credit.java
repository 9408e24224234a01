package dev.gridcast.server.store;

/**
 * What a volunteer did in a period that is to its credit: verified work, and nothing else.
 *
 * @param volunteer the identity
 * @param name the name to show
 * @param verified results that were found to count in the period, and still do
 * @param agreed trainings that confirmed such results of others
 * @param computeMillis the time that these took, as {@link TrackRecord#computeMillis()} counts it
 */
public record Credit(
    String volunteer, String name, long verified, long agreed, long computeMillis) {}
