package dev.gridcast.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final EventLoop loop = new EventLoop(START);
  private final List<String> seen = new ArrayList<>();

  private void run() {
    while (loop.step()) {
      assertThat(loop.instant()).isAfterOrEqualTo(START);
    }
  }

  @Test
  void whatHappensFirstComesFirstAndTimeIsSkippedInBetween() {
    loop.after(Duration.ofDays(2), () -> seen.add("late at " + loop.instant()));
    loop.after(Duration.ofSeconds(1), () -> seen.add("early at " + loop.instant()));
    run();
    assertThat(seen)
        .containsExactly("early at 2026-01-01T00:00:01Z", "late at 2026-01-03T00:00:00Z");
  }

  @Test
  void whatHappensAtOneInstantKeepsTheOrderOfPlanning() {
    for (int i = 0; i < 20; i++) {
      String name = "event " + i;
      loop.after(Duration.ofSeconds(5), () -> seen.add(name));
    }
    run();
    assertThat(seen).hasSize(20).isEqualTo(seen.stream().sorted(this::byNumber).toList());
  }

  private int byNumber(String a, String b) {
    return Integer.compare(Integer.parseInt(a.substring(6)), Integer.parseInt(b.substring(6)));
  }

  @Test
  void aTaskRunsNowButAfterWhatWasPlannedForNow() {
    loop.after(
        Duration.ZERO,
        () -> {
          loop.execute(() -> seen.add("task"));
          seen.add("event");
        });
    loop.after(Duration.ZERO, () -> seen.add("planned before"));
    run();
    assertThat(seen).containsExactly("event", "planned before", "task");
    assertThat(loop.instant()).isEqualTo(START);
  }

  @Test
  void whatIsPlannedForThePastHappensNow() {
    loop.after(
        Duration.ofHours(1), () -> loop.at(START, () -> seen.add(loop.instant().toString())));
    run();
    assertThat(seen).containsExactly("2026-01-01T01:00:00Z");
    assertThat(loop.happened()).isEqualTo(2);
  }
}
