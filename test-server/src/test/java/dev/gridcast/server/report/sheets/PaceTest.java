package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Property(tries = 50)
  void neverMoreThanTheQuotaInAnyMinuteAndNeverTwoWithinASecond(
      @ForAll long seed, @ForAll @IntRange(max = 1500) int most) throws InterruptedException {
    SettableClock clock = new SettableClock();
    Pace pace = new Pace(clock, clock::move);
    Random chance = new Random(seed);
    List<Instant> reads = new ArrayList<>();
    List<Instant> writes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      clock.move(Duration.ofMillis(chance.nextInt(most + 1)));
      if (chance.nextBoolean()) {
        pace.read();
        reads.add(clock.instant());
      } else {
        pace.write();
        writes.add(clock.instant());
      }
    }
    for (List<Instant> sent : List.of(reads, writes)) {
      for (int i = Pace.REQUESTS; i < sent.size(); i++) {
        assertThat(Duration.between(sent.get(i - Pace.REQUESTS), sent.get(i)))
            .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
      }
    }
    List<Instant> all = new ArrayList<>(reads);
    all.addAll(writes);
    all.sort(null);
    for (int i = 1; i < all.size(); i++) {
      assertThat(Duration.between(all.get(i - 1), all.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void aClockThatIsSetBackStopsNothing() throws InterruptedException {
    SettableClock clock = new SettableClock();
    List<Duration> rests = new ArrayList<>();
    Pace pace =
        new Pace(
            clock,
            time -> {
              rests.add(time);
              clock.move(time);
            });
    pace.read();
    clock.move(Duration.ofDays(-3));
    pace.read();
    assertThat(rests).allSatisfy(rest -> assertThat(rest).isLessThan(Duration.ofMinutes(2)));
  }
}
