package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  @Test
  void waitsDoubleUpTo40SecondsAndStartAgainAfterASuccess() {
    Backoff backoff = new Backoff(new Halfway());

    assertThat(Stream.generate(backoff::next).limit(8).map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 40L, 40L);
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theWaitIsUpToHalfMoreOrLessAndNeverOverAMinute() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      Backoff backoff = new Backoff(random);
      assertThat(backoff.next()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
      for (int j = 0; j < 9; j++) {
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(60));
      }
    }
  }

  /** No jitter. */
  private static final class Halfway implements RandomGenerator {
    @Override
    public long nextLong() {
      return 0;
    }

    @Override
    public double nextDouble() {
      return 0.5;
    }
  }
}
