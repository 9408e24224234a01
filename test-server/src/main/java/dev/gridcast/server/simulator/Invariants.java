package dev.gridcast.server.simulator;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must hold at every moment, whatever volunteers do. */
final class Invariants {

  private static final Set<AttemptOutcome> WITH_RESULT =
      EnumSet.of(
          AttemptOutcome.REPORTED,
          AttemptOutcome.SCORED,
          AttemptOutcome.VERIFIED,
          AttemptOutcome.AGREED,
          AttemptOutcome.REJECTED);

  private final Ledger ledger;

  Invariants(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Looks at everything that volunteers know of, and then as the store itself does.
   *
   * @throws Simulator.BrokenRuleException with all that is wrong
   */
  void check(Store store) {
    List<String> wrong = new ArrayList<>(store.read(this::violations));
    wrong.addAll(store.check());
    if (!wrong.isEmpty()) {
      throw new Simulator.BrokenRuleException(
          "the store breaks its rules: " + String.join("; ", wrong), null);
    }
  }

  private List<String> violations(StoreReader reader) {
    List<String> wrong = new ArrayList<>();
    Map<Long, List<Attempt>> byCase = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (Training training : ledger.all()) {
      if (!seen.add(training.lease)) {
        continue;
      }
      reader
          .attempt(training.lease)
          .ifPresentOrElse(
              attempt ->
                  byCase.computeIfAbsent(attempt.caseIndex(), i -> new ArrayList<>()).add(attempt),
              () -> wrong.add("lease " + training.lease + " was forgotten"));
    }
    byCase.forEach(
        (index, attempts) ->
            reader
                .testCase(index)
                .ifPresentOrElse(
                    row -> check(row, attempts, reader, wrong),
                    () -> wrong.add("case " + index + " was forgotten")));
    return wrong;
  }

  private static void check(
      CaseRow row, List<Attempt> attempts, StoreReader reader, List<String> wrong) {
    String name = "case " + row.index() + " (" + row.state() + ") ";
    long verified = count(attempts, AttemptOutcome.VERIFIED);
    if (verified > 1) {
      wrong.add(name + "has " + verified + " results that count");
    }
    if (verified == 1 && row.state() != CaseState.VERIFIED) {
      wrong.add(name + "has a result that counts");
    }
    if (verified == 0 && row.state() == CaseState.VERIFIED) {
      wrong.add(name + "has no result that counts");
    }
    Set<String> holders = new HashSet<>();
    for (Attempt attempt : attempts) {
      if (attempt.outcome() == AttemptOutcome.OPEN && !holders.add(attempt.volunteer())) {
        wrong.add(name + "is leased twice to " + attempt.volunteer());
      }
      if (attempt.outcome() == AttemptOutcome.VERIFIED
          && reader.result(attempt.lease()).filter(found -> found.model().size() > 0).isEmpty()) {
        wrong.add(name + "counts without its weights");
      }
      if (WITH_RESULT.contains(attempt.outcome()) && attempt.endedAt() == null) {
        wrong.add(name + "has a result that never came");
      }
    }
  }

  private static long count(List<Attempt> attempts, AttemptOutcome outcome) {
    return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
  }
}
