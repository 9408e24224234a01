package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void nothingIsSaidBeforeThereIsSomethingToGoBy() {
    TimeLeft timeLeft = new TimeLeft(0);
    assertThat(timeLeft.estimate(START, 0, 10, 0, false)).isEmpty();
    assertThat(timeLeft.estimate(START, 0, 10, 0.1, true)).isEmpty();
  }

  @Test
  void trainingsInProgressCountByTheirShare() {
    TimeLeft timeLeft = new TimeLeft(0);
    timeLeft.estimate(START, 0, 10, 0, true);
    assertThat(timeLeft.estimate(START.plusSeconds(60), 1, 10, 1, true))
        .contains(Duration.ofMinutes(4));
  }

  @Test
  void casesOfAnEarlierRunSayNothingAboutThisOnesSpeed() {
    TimeLeft timeLeft = new TimeLeft(6);
    timeLeft.estimate(START, 6, 10, 0, true);
    assertThat(timeLeft.estimate(START.plusSeconds(30), 8, 10, 0, true))
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void theTimeBeforeTheFirstVolunteerDoesNotCount() {
    TimeLeft timeLeft = new TimeLeft(0);
    timeLeft.estimate(START, 0, 4, 0, false);
    timeLeft.estimate(START.plusSeconds(3600), 0, 4, 0, true);
    assertThat(timeLeft.estimate(START.plusSeconds(3610), 2, 4, 0, true))
        .contains(Duration.ofSeconds(10));
  }
}
