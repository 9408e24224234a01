package dev.gridcast.protocol.message;

/**
 * What the server found of a result. More than one may come for a lease, each in place of those
 * before it: a result may wait first, and one that counted may be doubted later. What was not said
 * while the volunteer was away is said when it comes back; the same may be said twice.
 *
 * @param lease the lease under which it was trained
 * @param caseIndex the test case
 * @param kind how the result stands
 * @param reason why it does not count, or not yet; may be empty, and is when it counts
 * @param rmse error on the confirmation range in price units, 0 when it does not count
 * @param persistenceRmse the error of persistence on the same rows
 * @param rank place of the case on the leaderboard, from 1; 0 when the result does not count
 * @param ranked how many results are on the leaderboard
 */
public record Verdict(
    String lease,
    long caseIndex,
    Kind kind,
    String reason,
    double rmse,
    double persistenceRmse,
    int rank,
    int ranked)
    implements Message {

  /** How a result stands. */
  public enum Kind {
    /** It is the result of its case, and ranks. */
    COUNTS,
    /**
     * It came to the same as the one that somebody else had returned and that is the result of its
     * case: it is as much to its volunteer's credit.
     */
    CONFIRMS,
    /**
     * Its figures are true. Whether the training was is to be seen when somebody else has trained
     * the case, too: another verdict follows then.
     */
    WAITS,
    /**
     * Its figures are true, and another training of the case counts; whether both came to the same
     * nobody can tell, since trainings with its engine never do exactly. Neither to its volunteer's
     * credit nor blame.
     */
    UNDECIDED,
    /** It does not count, and the reason says why. */
    REJECTED,
    /**
     * It is kept as a claim: its experiment has a trainer of its own, which returned no model, so
     * nobody can verify it and it never ranks; not the volunteer's fault.
     */
    CLAIMED,
    /**
     * What a newer release calls by a name that is not known here: neither to its volunteer's
     * credit nor blame. Never sent.
     */
    UNKNOWN
  }

  public Verdict {
    Checks.identity("lease", lease);
    Checks.atLeast("caseIndex", caseIndex, 0);
    Checks.present("kind", kind);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
    Checks.finiteNotNegative("rmse", rmse);
    Checks.finiteNotNegative("persistenceRmse", persistenceRmse);
    Checks.atLeast("ranked", ranked, 0);
    Checks.between("rank", rank, 0, ranked);
  }

  /** The result is the one of its case. */
  public static Verdict counts(
      String lease, long caseIndex, double rmse, double persistenceRmse, int rank, int ranked) {
    return new Verdict(lease, caseIndex, Kind.COUNTS, "", rmse, persistenceRmse, rank, ranked);
  }

  /** The result came to the same as the one of its case. */
  public static Verdict confirms(
      String lease, long caseIndex, double rmse, double persistenceRmse, int rank, int ranked) {
    return new Verdict(lease, caseIndex, Kind.CONFIRMS, "", rmse, persistenceRmse, rank, ranked);
  }

  /**
   * The result waits for a second training of its case.
   *
   * @param reason why, when it did count before; empty otherwise
   */
  public static Verdict waits(String lease, long caseIndex, String reason) {
    return new Verdict(lease, caseIndex, Kind.WAITS, reason, 0, 0, 0, 0);
  }

  /** Another training of the case counts, and nobody can tell whether this one is the same. */
  public static Verdict undecided(String lease, long caseIndex, String reason) {
    return new Verdict(lease, caseIndex, Kind.UNDECIDED, reason, 0, 0, 0, 0);
  }

  /** The result does not count. */
  public static Verdict rejected(String lease, long caseIndex, String reason) {
    return new Verdict(lease, caseIndex, Kind.REJECTED, reason, 0, 0, 0, 0);
  }

  /** The word that a result without a model is kept, and why it counts no more than that. */
  public static Verdict claim(String lease, long caseIndex, String reason) {
    return new Verdict(lease, caseIndex, Kind.CLAIMED, reason, 0, 0, 0, 0);
  }

  /** Whether the training is to its volunteer's credit. */
  public boolean verified() {
    return kind == Kind.COUNTS || kind == Kind.CONFIRMS;
  }
}
