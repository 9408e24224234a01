package dev.gridcast.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One volunteer's try at one test case.
 *
 * @param id number of the attempt in the store, ascending in time
 * @param lease the secret token of its lease, 32 hex digits
 * @param caseIndex the test case
 * @param volunteer the identity of the volunteer
 * @param leasedAt when the case was handed out
 * @param deadline when the lease ends unless a heartbeat moves it
 * @param lastAt until when heartbeats move the deadline: no case may be held for longer
 * @param endedAt when the attempt ended; null while open
 * @param outcome how it stands
 * @param counted whether it counts against the limit of its case's failed or abandoned attempts
 * @param reason one line on why it ended, for people; empty when there is nothing to say
 */
public record Attempt(
    long id,
    String lease,
    long caseIndex,
    String volunteer,
    Instant leasedAt,
    Instant deadline,
    Instant lastAt,
    @Nullable Instant endedAt,
    AttemptOutcome outcome,
    boolean counted,
    String reason) {}
