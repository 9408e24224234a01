package dev.gridcast.server.store;

import java.time.Instant;

/**
 * That a key is kept out.
 *
 * @param at since when
 * @param reason one line, which its owner is told
 */
public record Ban(Instant at, String reason) {}
