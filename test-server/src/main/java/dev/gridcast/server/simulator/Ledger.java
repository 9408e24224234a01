package dev.gridcast.server.simulator;

import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What really happened, as only the simulation knows it: every training, true or false. */
final class Ledger {

  private final List<Training> trainings = new ArrayList<>();
  private final Map<String, Training> byLease = new HashMap<>();
  private long verdicts;

  /** A training begins. One lease may be trained more than once, after a machine forgot it. */
  Training begin(String lease, long caseIndex, Person person, Instant now) {
    Training training = new Training(lease, caseIndex, person, now);
    trainings.add(training);
    byLease.put(lease, training);
    return training;
  }

  /** Somebody was told what became of a result. */
  void told(Person person, Message message) {
    if (message instanceof Verdict verdict && byLease.containsKey(verdict.lease())) {
      verdicts++;
    }
  }

  /** The server found a result not to count. */
  void rejected(String lease) {
    Training training = byLease.get(lease);
    if (training != null && training.isFalse && training.person.caughtAfter == 0) {
      training.person.caughtAfter = training.person.falseResults;
    }
  }

  /** The latest training under a lease. */
  Optional<Training> of(String lease) {
    return Optional.ofNullable(byLease.get(lease));
  }

  /** All of them, in the order of their beginning. */
  List<Training> all() {
    return List.copyOf(trainings);
  }

  long verdicts() {
    return verdicts;
  }
}
