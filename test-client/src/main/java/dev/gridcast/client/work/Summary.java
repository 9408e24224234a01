package dev.gridcast.client.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a client has done since its start; counts only. */
public final class Summary {

  private int trained;
  private int failed;
  private int givenBack;
  private int dropped;
  private int verified;
  private int rejected;
  private int bestRank;
  private final List<Double> handOverMillis = new ArrayList<>();

  /** Nothing done yet. */
  public Summary() {}

  void trained() {
    trained++;
  }

  void failed() {
    failed++;
  }

  void gaveBack() {
    givenBack++;
  }

  void dropped() {
    dropped++;
  }

  void verified(int rank) {
    verified++;
    bestRank = bestRank == 0 ? rank : Math.min(bestRank, rank);
  }

  void rejected() {
    rejected++;
  }

  void handOver(double millis) {
    handOverMillis.add(millis);
  }

  ClientStatus.Counts counts(int waitingReports) {
    return new ClientStatus.Counts(
        trained, verified, rejected, failed, givenBack, dropped, bestRank, waitingReports);
  }

  /** Results that the server has accepted. */
  public int trainedCases() {
    return trained;
  }

  /** Trainings that ended without a model. */
  public int failedCases() {
    return failed;
  }

  /** Cases returned untried or unfinished. */
  public int givenBackCases() {
    return givenBack;
  }

  /** Cases that the server took away, or had passed on when their result came. */
  public int droppedCases() {
    return dropped;
  }

  /** Results that the server found to be true, so far. */
  public int verifiedCases() {
    return verified;
  }

  /** Results that the server refused to count. */
  public int rejectedCases() {
    return rejected;
  }

  /** Results that the server has accepted and has not judged while this client was there. */
  public int unjudgedCases() {
    return Math.max(0, trained - verified - rejected);
  }

  /** The best place on the leaderboard when it was reached, from 1; 0 for none. */
  public int bestRank() {
    return bestRank;
  }

  /**
   * The median time from a report's acceptance to the start of the next trainer, in milliseconds,
   * over the cases whose data set was already here; empty without such a pair of cases.
   */
  public OptionalDouble medianHandOverMillis() {
    if (handOverMillis.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = new ArrayList<>(handOverMillis);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  /** One line of JSON for programs that read the log. */
  public String toJson() {
    OptionalDouble median = medianHandOverMillis();
    return String.format(
        Locale.ROOT,
        "{\"trained\":%d,\"failed\":%d,\"givenBack\":%d,\"dropped\":%d,\"verified\":%d,"
            + "\"rejected\":%d,\"handOvers\":%d,\"handOverMedianMillis\":%s}",
        trained,
        failed,
        givenBack,
        dropped,
        verified,
        rejected,
        handOverMillis.size(),
        median.isPresent() ? String.format(Locale.ROOT, "%.3f", median.getAsDouble()) : "null");
  }
}
