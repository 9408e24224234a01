package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.ChildLimits.Use;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a family of processes is killed, and when it is only held back. */
final class ChildLimitsTest {

  private static final long MEMORY = 2L << 30;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void theLimitItselfMayBeUsed() {
    assertThat(limits(1, 2).broken(new Use(MEMORY, ChildLimits.MAX_THREADS, 0))).isEmpty();
  }

  @Test
  void aByteOrAThreadMoreBreaksIt() {
    assertThat(limits(1, 2).broken(new Use(MEMORY + 1, 1, 0)))
        .contains("used more than 2.0 GiB of memory");
    assertThat(limits(1, 2).broken(new Use(1, ChildLimits.MAX_THREADS + 1, 0)))
        .contains("started more than 512 threads and processes");
  }

  @Test
  void whoHasTheWholeMachineIsNeverHeldBack() {
    ChildLimits limits = limits(2, 2);

    limits.isBeyondItsShare(new Use(0, 1, 0), 0);

    assertThat(limits.isBeyondItsShare(new Use(0, 1, 100 * SECOND), SECOND)).isFalse();
  }

  @Test
  void aBurstIsAllowedAndWhatIsBeyondItIsHeldBackUntilItIsPaidFor() {
    ChildLimits limits = limits(0.5, 4);
    assertThat(limits.isBeyondItsShare(new Use(0, 1, 7 * SECOND), 0)).isFalse();

    // Half a second was saved up; of the second that passed half is its own.
    assertThat(limits.isBeyondItsShare(new Use(0, 1, 8 * SECOND), SECOND)).isFalse();
    assertThat(limits.isBeyondItsShare(new Use(0, 1, 9 * SECOND), 2 * SECOND)).isTrue();
    assertThat(limits.isBeyondItsShare(new Use(0, 1, 9 * SECOND), 2 * SECOND + SECOND / 2))
        .isTrue();
    assertThat(limits.isBeyondItsShare(new Use(0, 1, 9 * SECOND), 3 * SECOND)).isFalse();
  }

  @Test
  void idleTimeSavesUpNoMoreThanOneBurst() {
    ChildLimits limits = limits(1, 4);
    limits.isBeyondItsShare(new Use(0, 1, 0), 0);
    limits.isBeyondItsShare(new Use(0, 1, 0), 1_000 * SECOND);

    assertThat(limits.isBeyondItsShare(new Use(0, 1, 2 * SECOND), 1_001 * SECOND)).isFalse();
    assertThat(limits.isBeyondItsShare(new Use(0, 1, 4 * SECOND), 1_002 * SECOND)).isTrue();
  }

  @Test
  void aMemberThatLeavesTakesItsTimeWithItWithoutCredit() {
    ChildLimits limits = limits(1, 4);
    limits.isBeyondItsShare(new Use(0, 1, 50 * SECOND), 0);

    assertThat(limits.isBeyondItsShare(new Use(0, 1, 10 * SECOND), SECOND)).isFalse();
    assertThat(limits.isBeyondItsShare(new Use(0, 1, 13 * SECOND), 2 * SECOND)).isTrue();
  }

  private static ChildLimits limits(double cpus, int processors) {
    return new ChildLimits(new Resources(cpus, MEMORY, false), processors);
  }
}
