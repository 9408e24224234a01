package dev.gridcast.server.trust;

import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The results of a case by one version of an engine that always gives the same bits: at most one
 * set of weights among them is true.
 *
 * @param groups those with the same weights, the most voices first
 */
record ExactKind(List<Voices> groups) {

  /** The results by each such engine and version; others are left out. */
  static List<ExactKind> of(List<Candidate> candidates, Predicate<String> ofServer) {
    Map<String, Map<String, List<Candidate>>> byKind = new LinkedHashMap<>();
    for (Candidate one : candidates) {
      Fingerprint print = one.fingerprint();
      if (Agreement.isExact(print)) {
        byKind
            .computeIfAbsent(print.engine() + ' ' + print.version(), kind -> new LinkedHashMap<>())
            .computeIfAbsent(print.modelSha256(), weights -> new ArrayList<>())
            .add(one);
      }
    }
    return byKind.values().stream()
        .map(
            groups ->
                new ExactKind(
                    groups.values().stream()
                        .map(results -> Voices.of(results, ofServer))
                        .sorted(Voices.STRONGEST_FIRST)
                        .collect(Collectors.toUnmodifiableList())))
        .toList();
  }

  /** The true ones, as far as enough volunteers have spoken. */
  Optional<Voices> settled() {
    Voices first = groups.get(0);
    if (!first.isEnough()) {
      return Optional.empty();
    }
    if (first.ofServer() || groups.size() == 1) {
      return Optional.of(first);
    }
    Voices second = groups.get(1);
    return first.count() > second.count() || first.counts() ? Optional.of(first) : Optional.empty();
  }

  /** Whether some of them must be false, and nobody knows which. */
  boolean isDisputed() {
    return groups.size() > 1 && settled().isEmpty();
  }

  /** Whether a result is one of these, and not one of the true ones. */
  boolean isFalse(Candidate candidate) {
    Optional<Voices> truth = settled();
    return truth.isPresent()
        && !truth.get().results().contains(candidate)
        && groups.stream().anyMatch(group -> group.results().contains(candidate));
  }
}
