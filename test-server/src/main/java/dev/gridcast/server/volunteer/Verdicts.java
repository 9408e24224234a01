package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.lease.Settled;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Untold;
import dev.gridcast.server.store.Verification;

/** Puts how a result stands into words for its volunteer. */
final class Verdicts {

  private final Store store;

  Verdicts(Store store) {
    this.store = store;
  }

  Verdict of(Settled settled) {
    return of(settled.lease(), settled.caseIndex(), settled.outcome(), settled.reason());
  }

  Verdict of(Untold untold) {
    return of(untold.lease(), untold.caseIndex(), untold.outcome(), untold.reason());
  }

  private Verdict of(String lease, long caseIndex, AttemptOutcome outcome, String reason) {
    return switch (outcome) {
      case VERIFIED, AGREED -> counted(lease, caseIndex, outcome);
      case REPORTED, SCORED -> Verdict.waits(lease, caseIndex, reason);
      case SUPERSEDED -> Verdict.undecided(lease, caseIndex, reason);
      case CLAIMED -> Verdict.claim(lease, caseIndex, reason);
      case REJECTED, FAILED, OPEN, EXPIRED, GIVEN_BACK ->
          Verdict.rejected(lease, caseIndex, reason);
    };
  }

  /** With the figures of the result that counts; a confirming one came to the same. */
  private Verdict counted(String lease, long caseIndex, AttemptOutcome outcome) {
    return store.read(
        reader -> {
          Verification found = reader.report(caseIndex).map(CaseReport::verification).orElse(null);
          if (found == null) {
            // Opened again since: another verdict follows.
            return Verdict.waits(lease, caseIndex, "");
          }
          int rank = (int) reader.rank(caseIndex);
          int ranked =
              (int) Math.max(rank, reader.rowCounts().getOrDefault(CaseState.VERIFIED, 0L));
          return outcome == AttemptOutcome.AGREED
              ? Verdict.confirms(
                  lease, caseIndex, found.rmse(), found.persistenceRmse(), rank, ranked)
              : Verdict.counts(
                  lease, caseIndex, found.rmse(), found.persistenceRmse(), rank, ranked);
        });
  }
}
