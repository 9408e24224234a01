package dev.gridcast.server.verify;

import dev.gridcast.server.store.Scoring;

/** What the server finds of a result by itself. */
public sealed interface Judgement {

  /**
   * Its figures are true and it says where it comes from. Whether it was trained as the case asks
   * is for a second training to tell.
   */
  record Scored(Scoring scoring) implements Judgement {}

  /**
   * It does not count.
   *
   * @param reason one line for people: what was claimed or expected, and what was found
   * @param lie whether what it says of itself is not true, which speaks against its volunteer; else
   *     it merely cannot be used, which may speak against its case as well
   */
  record Rejected(String reason, boolean lie) implements Judgement {

    /** What it says is not true. */
    static Rejected lie(String reason) {
      return new Rejected(reason, true);
    }

    /** It cannot be used, whoever is to blame. */
    static Rejected unusable(String reason) {
      return new Rejected(reason, false);
    }
  }
}
