package dev.gridcast.protocol.message;

/**
 * What the server found when it verified a result, or that there was nothing to verify.
 *
 * @param lease the lease under which it was trained
 * @param caseIndex the test case
 * @param verified whether the result counts
 * @param reason why not, when it does not; empty otherwise
 * @param rmse error on the confirmation range in price units, 0 when not verified
 * @param persistenceRmse the error of persistence on the same rows
 * @param rank place on the leaderboard, from 1; 0 when not verified
 * @param ranked how many results are on the leaderboard
 * @param claimed whether the result is kept as a claim: its experiment has a trainer of its own,
 *     which returned no model, so nobody can verify it and it never ranks; not the volunteer's
 *     fault
 */
public record Verdict(
    String lease,
    long caseIndex,
    boolean verified,
    String reason,
    double rmse,
    double persistenceRmse,
    int rank,
    int ranked,
    boolean claimed)
    implements Message {

  public Verdict {
    Checks.identity("lease", lease);
    Checks.atLeast("caseIndex", caseIndex, 0);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
    Checks.finiteNotNegative("rmse", rmse);
    Checks.finiteNotNegative("persistenceRmse", persistenceRmse);
    Checks.atLeast("ranked", ranked, 0);
    Checks.between("rank", rank, 0, ranked);
    if (verified && claimed) {
      throw new IllegalArgumentException("a result must not be both verified and a claim");
    }
  }

  /** A verdict on a result that came with a model. */
  public Verdict(
      String lease,
      long caseIndex,
      boolean verified,
      String reason,
      double rmse,
      double persistenceRmse,
      int rank,
      int ranked) {
    this(lease, caseIndex, verified, reason, rmse, persistenceRmse, rank, ranked, false);
  }

  /** The word that a result without a model is kept, and why it counts no more than that. */
  public static Verdict claim(String lease, long caseIndex, String reason) {
    return new Verdict(lease, caseIndex, false, reason, 0, 0, 0, 0, true);
  }
}
