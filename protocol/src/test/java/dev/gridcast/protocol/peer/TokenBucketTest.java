package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TokenBucketTest {

  private static final int RATE = 64 << 10;

  /** Sleeps take no time at all and are counted instead. */
  private static final class CountingClock implements RateClock {

    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(long nanos) {
      now += nanos;
    }
  }

  private final CountingClock clock = new CountingClock();
  private final TokenBucket bucket = new TokenBucket(clock);

  @Test
  void withoutALimitNobodyWaits() {
    for (int i = 0; i < 1_000; i++) {
      bucket.take(1 << 20, () -> true);
    }
    assertThat(clock.nanos()).isZero();
  }

  @Test
  void theRateHoldsWhateverTheSizeOfThePieces() {
    bucket.rate(RATE);
    long bytes = 0;
    for (int size : new int[] {1, 300, 32 << 10, 256 << 10}) {
      for (int i = 0; i < 20; i++) {
        bucket.take(size, () -> true);
        bytes += size;
      }
    }
    bucket.take(1, () -> true); // waits for the debt of the last one
    assertThat(clock.nanos() / 1e9).isCloseTo(bytes / (double) RATE, within(0.6));
  }

  @Test
  void silenceSavesUpHalfASecondAndNotMore() {
    bucket.rate(RATE);
    bucket.take(RATE, () -> true);
    clock.sleep(1_000_000_000_000L);
    long before = clock.nanos();
    for (int i = 0; i < 32; i++) {
      bucket.take(RATE / 8, () -> true);
    }
    assertThat((clock.nanos() - before) / 1e9).isCloseTo(4 - 0.5, within(0.2));
  }

  @Test
  void anotherRateHoldsAtOnceForWhoWaits() {
    bucket.rate(RATE);
    bucket.take(RATE * 100, () -> true);
    AtomicInteger asked = new AtomicInteger();
    bucket.take(
        1,
        () -> {
          if (asked.incrementAndGet() == 3) {
            bucket.rate(RateLimits.UNLIMITED);
          }
          return true;
        });
    assertThat(clock.nanos() / 1e9).isCloseTo(0.2, within(0.01));
  }

  @Test
  void whoNeedNotGoOnDoesNotWait() {
    bucket.rate(RATE);
    bucket.take(RATE * 100, () -> true);
    bucket.take(1, () -> false);
    assertThat(clock.nanos()).isZero();
  }

  @Test
  void aLimitThatWouldStarveHeartbeatsIsRefused() {
    RateLimits limits = new RateLimits(clock);
    assertThatThrownBy(() -> limits.sendAtMost(100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a limit must be at least 8192 bytes per second: 100");
    assertThatThrownBy(() -> limits.receiveAtMost(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
