package dev.gridcast.client.work;

/** Summaries of clients that have done something, for tests of the words about it. */
public final class Summaries {

  private Summaries() {}

  /** So many results accepted, and so many of them verified, each at rank 1. */
  public static Summary of(int trained, int verified) {
    Summary summary = new Summary();
    for (int i = 0; i < trained; i++) {
      summary.trained();
    }
    for (int i = 0; i < verified; i++) {
      summary.verified(1);
    }
    return summary;
  }
}
