package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Verdict;

/** Summaries of clients that have done something, for tests of the words about it. */
public final class Summaries {

  private Summaries() {}

  /** So many results accepted, and so many of them verified, each at rank 1. */
  public static Summary of(int trained, int verified) {
    Summary summary = new Summary();
    for (int i = 0; i < trained; i++) {
      summary.trained("lease-" + i);
    }
    for (int i = 0; i < verified; i++) {
      summary.judged(Verdict.counts("lease-" + i, i, 1, 2, 1, verified));
    }
    return summary;
  }
}
