package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageBudgetTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aBurstIsAllowedAndNotMore() {
    MessageBudget budget = new MessageBudget(START);
    for (int i = 0; i < MessageBudget.BURST; i++) {
      assertThat(budget.take(START)).isTrue();
    }
    assertThat(budget.take(START)).isFalse();
  }

  @Test
  void timeRefillsTheBudget() {
    MessageBudget budget = new MessageBudget(START);
    while (budget.take(START)) {}
    Instant later = START.plusSeconds(1);
    for (int i = 0; i < MessageBudget.PER_SECOND; i++) {
      assertThat(budget.take(later)).isTrue();
    }
    assertThat(budget.take(later)).isFalse();
  }

  @Test
  void whoMayHaveManyCasesMayBeginThemAllAtOnce() {
    MessageBudget budget = new MessageBudget(START);
    budget.serves(256);
    int taken = 0;
    while (budget.take(START)) {
      taken++;
    }
    assertThat(taken).isEqualTo(MessageBudget.BURST + 256 * MessageBudget.BURST_PER_CASE);
    Instant soon = START.plusMillis(100);
    while (budget.take(soon)) {
      taken++;
    }
    assertThat(taken).isEqualTo(200 + 1_024 + (20 + 2_560) / 10);
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    MessageBudget budget = new MessageBudget(START);
    while (budget.take(START)) {}
    assertThat(budget.take(START.minusSeconds(60))).isFalse();
  }
}
