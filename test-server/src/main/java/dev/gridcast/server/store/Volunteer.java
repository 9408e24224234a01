package dev.gridcast.server.store;

import java.time.Instant;

/**
 * A volunteer and its record.
 *
 * @param id the stable identity
 * @param name the name to show
 * @param machine what its client runs on, one line
 * @param firstSeen when it first said hello
 * @param lastSeen when it last said hello, or was last given or returned a case
 * @param casesVerified how many of its results count
 */
public record Volunteer(
    String id,
    String name,
    String machine,
    Instant firstSeen,
    Instant lastSeen,
    long casesVerified) {}
