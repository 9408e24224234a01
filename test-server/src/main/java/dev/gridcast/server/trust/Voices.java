package dev.gridcast.server.trust;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Results of one case that agree with each other.
 *
 * @param results the oldest first; at least one
 * @param count how many volunteers they come from
 * @param ofServer whether the server itself is one of them
 */
record Voices(List<Candidate> results, long count, boolean ofServer) {

  /** The server's own before all others; of equals, those whose result counts already. */
  static final Comparator<Voices> STRONGEST_FIRST =
      Comparator.comparing((Voices voices) -> !voices.ofServer())
          .thenComparing(voices -> -voices.count())
          .thenComparing(voices -> !voices.counts());

  /** Nobody comes by chance to the same as another one. */
  private static final int ENOUGH = 2;

  static Voices of(List<Candidate> results, Predicate<String> ofServer) {
    return new Voices(
        results, count(results), results.stream().anyMatch(one -> ofServer.test(one.volunteer())));
  }

  /** How many volunteers the results come from. */
  static long count(List<Candidate> results) {
    return results.stream().map(Candidate::volunteer).distinct().count();
  }

  boolean isEnough() {
    return ofServer || count >= ENOUGH;
  }

  /** Whether one of them counts already. */
  boolean counts() {
    return results.stream().anyMatch(Voices::counted);
  }

  /**
   * The one that is to count. The one that counts already; else one that was not rejected before;
   * of those, one of an engine that always gives the same bits, so that nobody gains by saying that
   * another engine trained; of those, the oldest.
   */
  Candidate speaker() {
    return results.stream()
        .min(
            Comparator.comparing((Candidate one) -> !counted(one))
                .thenComparing(Voices::wasRejected)
                .thenComparing(one -> !Agreement.isExact(one.fingerprint())))
        .orElseThrow();
  }

  static boolean wasRejected(Candidate one) {
    return one.outcome() == AttemptOutcome.REJECTED;
  }

  private static boolean counted(Candidate one) {
    return one.outcome() == AttemptOutcome.VERIFIED;
  }
}
