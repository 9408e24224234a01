package dev.gridcast.server.simulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One training that a simulated volunteer began, as it knows it itself. */
final class Training {

  final String lease;
  final long caseIndex;
  final Person person;
  final Instant assignedAt;

  /** How long the machine has worked on it. */
  Duration spent = Duration.ZERO;

  /** When it returned a result, or a failure; null before. */
  @Nullable Instant reportedAt;

  /** Whether what it returned is not what an honest training comes to. */
  boolean isFalse;

  /** Why it came to nothing, as far as the volunteer knows; null when it does not. */
  @Nullable Fault fault;

  Training(String lease, long caseIndex, Person person, Instant assignedAt) {
    this.lease = lease;
    this.caseIndex = caseIndex;
    this.person = person;
    this.assignedAt = assignedAt;
  }
}
