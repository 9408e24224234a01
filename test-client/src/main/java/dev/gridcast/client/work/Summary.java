package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What a client has done since its start; counts only. */
public final class Summary {

  /** So many results are told apart; a verdict on an older one is counted as on a new one. */
  private static final int MOST_REMEMBERED = 10_000;

  private int trained;
  private int failed;
  private int givenBack;
  private int dropped;
  private int bestRank;

  /** How the results stand that a verdict came for, the newest last, and how many stand so. */
  private final Map<String, Verdict.Kind> standing = new LinkedHashMap<>();

  private final Map<Verdict.Kind, Integer> judged = new EnumMap<>(Verdict.Kind.class);

  /** Results of this run that no verdict came for yet. */
  private final Set<String> unjudged = new LinkedHashSet<>();

  private final List<Double> handOverMillis = new ArrayList<>();

  /** Nothing done yet. */
  public Summary() {}

  void trained(String lease) {
    trained++;
    unjudged.add(lease);
    if (unjudged.size() > MOST_REMEMBERED) {
      unjudged.remove(unjudged.iterator().next());
    }
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

  /** Takes a verdict in place of an earlier one; false when it says the same as that one. */
  boolean judged(Verdict verdict) {
    unjudged.remove(verdict.lease());
    Verdict.Kind before = standing.remove(verdict.lease());
    standing.put(verdict.lease(), verdict.kind());
    if (standing.size() > MOST_REMEMBERED) {
      standing.remove(standing.keySet().iterator().next());
    }
    if (before == verdict.kind()) {
      return false;
    }
    if (before != null) {
      judged.merge(before, -1, Integer::sum);
    }
    judged.merge(verdict.kind(), 1, Integer::sum);
    if (verdict.kind() == Verdict.Kind.COUNTS) {
      bestRank = bestRank == 0 ? verdict.rank() : Math.min(bestRank, verdict.rank());
    }
    return true;
  }

  private int standing(Verdict.Kind kind) {
    return judged.getOrDefault(kind, 0);
  }

  void handOver(double millis) {
    handOverMillis.add(millis);
  }

  ClientStatus.Counts counts(int waitingReports) {
    return new ClientStatus.Counts(
        trained,
        verifiedCases(),
        rejectedCases(),
        failed,
        givenBack,
        dropped,
        bestRank,
        waitingReports);
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

  /** Results that the server found to be true, so far; those of earlier runs included. */
  public int verifiedCases() {
    return standing(Verdict.Kind.COUNTS) + standing(Verdict.Kind.CONFIRMS);
  }

  /** Results that the server refused to count. */
  public int rejectedCases() {
    return standing(Verdict.Kind.REJECTED);
  }

  /** Results that wait for a second training by somebody else. */
  public int waitingCases() {
    return standing(Verdict.Kind.WAITS);
  }

  /** Results that the server keeps and that are neither to credit nor blame. */
  public int uncountedCases() {
    return standing(Verdict.Kind.CLAIMED)
        + standing(Verdict.Kind.UNDECIDED)
        + standing(Verdict.Kind.UNKNOWN);
  }

  /** Results that the server has accepted and has not judged while this client was there. */
  public int unjudgedCases() {
    return unjudged.size();
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
        verifiedCases(),
        rejectedCases(),
        handOverMillis.size(),
        median.isPresent() ? String.format(Locale.ROOT, "%.3f", median.getAsDouble()) : "null");
  }
}
