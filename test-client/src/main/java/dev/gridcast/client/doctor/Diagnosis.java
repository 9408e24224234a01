package dev.gridcast.client.doctor;

/**
 * What it all comes to.
 *
 * @param healthy whether a connection was made
 * @param advice what to do, for a person
 */
public record Diagnosis(boolean healthy, String advice) {}
