package dev.gridcast.server.store;

import org.jspecify.annotations.Nullable;

/**
 * A scored result of a case, as one of those that are held against each other.
 *
 * @param lease the lease under which it was trained
 * @param volunteer who trained it
 * @param outcome {@code SCORED}, {@code VERIFIED}, {@code AGREED} or {@code REJECTED}
 * @param fingerprint of its model
 * @param validationRmse its error on the validation range as the server measured it, in price units
 * @param confirmation why it counts; null unless it is the one that does
 */
public record Candidate(
    String lease,
    String volunteer,
    AttemptOutcome outcome,
    Fingerprint fingerprint,
    double validationRmse,
    @Nullable Confirmation confirmation) {}
