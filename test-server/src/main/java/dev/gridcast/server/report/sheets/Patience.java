package dev.gridcast.server.report.sheets;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: longer with every failure, and never the same, so that many
 * who were turned away together do not come back together.
 */
final class Patience {

  private static final Duration FIRST = Duration.ofSeconds(2);

  /** The longest wait for what passes by itself. */
  static final Duration LONGEST = Duration.ofMinutes(2);

  /** What a person must mend is looked at again this often. */
  static final Duration FOR_PEOPLE = Duration.ofMinutes(1);

  /** Nobody is believed who asks to be left alone for longer. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 6;

  private final RandomGenerator random;
  private int failures;

  Patience(RandomGenerator random) {
    this.random = random;
  }

  /** Something worked. */
  void worked() {
    failures = 0;
  }

  /** How long to wait after a failure: never less than Google asks for. */
  Duration after(SheetsFault fault) {
    Duration most = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    if (fault.kind() == SheetsFault.Kind.CHANGED && failures == 1) {
      return Duration.ZERO; // looking again is the remedy
    }
    if (!fault.kind().isPassing()) {
      most = most.compareTo(FOR_PEOPLE) < 0 ? FOR_PEOPLE : most;
    }
    most = most.compareTo(LONGEST) > 0 ? LONGEST : most;
    Duration jittered = most.dividedBy(2).plusMillis(random.nextLong(most.toMillis() / 2 + 1));
    Duration asked = fault.retryAfter().orElse(Duration.ZERO);
    asked = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    return asked.isZero() || asked.isNegative()
        ? jittered
        : asked.plusMillis(random.nextLong(1 + jittered.toMillis() / 4));
  }
}
