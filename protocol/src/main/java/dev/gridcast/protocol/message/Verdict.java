package dev.gridcast.protocol.message;

/**
 * What the server found when it verified a result.
 *
 * @param lease the lease under which it was trained
 * @param caseIndex the test case
 * @param verified whether the result counts
 * @param reason why not, when it does not; empty otherwise
 * @param rmse error on the confirmation range in price units, 0 when not verified
 * @param persistenceRmse the error of persistence on the same rows
 * @param rank place on the leaderboard, from 1; 0 when not verified
 * @param ranked how many results are on the leaderboard
 */
public record Verdict(
    String lease,
    long caseIndex,
    boolean verified,
    String reason,
    double rmse,
    double persistenceRmse,
    int rank,
    int ranked)
    implements Message {

  public Verdict {
    Checks.identity("lease", lease);
    Checks.atLeast("caseIndex", caseIndex, 0);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
    Checks.finiteNotNegative("rmse", rmse);
    Checks.finiteNotNegative("persistenceRmse", persistenceRmse);
    Checks.atLeast("ranked", ranked, 0);
    Checks.between("rank", rank, 0, ranked);
  }
}
