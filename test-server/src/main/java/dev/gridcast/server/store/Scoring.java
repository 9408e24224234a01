package dev.gridcast.server.store;

/**
 * What the server found of a result whose claim is true: its figures, and what a second training is
 * held against. Whether it counts is not decided by that alone.
 *
 * @param verification the server's own figures
 * @param fingerprint of the returned model
 */
public record Scoring(Verification verification, Fingerprint fingerprint) {}
