package dev.gridcast.server.lease;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Confirmation;
import java.util.Optional;

/**
 * How a result stands now, which its volunteer is to be told. One scoring may settle several
 * results of a case.
 *
 * @param lease the lease under which it was trained
 * @param caseIndex the test case
 * @param volunteer the identity of who trained it
 * @param outcome {@code VERIFIED}: it counts; {@code AGREED}: it confirms the one that does; {@code
 *     REJECTED}: it does not count; {@code SCORED}: its figures are true, and it waits for a second
 *     training of the case, or nobody can tell whether it is the same as the one that counts
 * @param confirmation on what ground it counts; empty when it does not
 * @param reason why it does not count, or what it waits for, one line; empty otherwise
 */
public record Settled(
    String lease,
    long caseIndex,
    String volunteer,
    AttemptOutcome outcome,
    Optional<Confirmation> confirmation,
    String reason) {}
