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
  void aClockThatGoesBackGivesNothing() {
    MessageBudget budget = new MessageBudget(START);
    while (budget.take(START)) {}
    assertThat(budget.take(START.minusSeconds(60))).isFalse();
  }
}
