package dev.gridcast.server.store;

import java.time.Instant;

/**
 * Why a volunteer gets no more cases until the operator releases it.
 *
 * @param at since when
 * @param reason one line for people, the volunteer among them
 */
public record Suspension(Instant at, String reason) {}
