package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaidVerdictsTest {

  private final SaidVerdicts said = new SaidVerdicts();

  @Test
  void aVerdictHasArrivedWhenTheHeartHasBeatenTwiceSince() {
    said.said("a");
    assertThat(said.beat()).as("it may have crossed this one").isEmpty();
    said.said("b");
    assertThat(said.beat()).containsExactly("a");
    assertThat(said.beat()).containsExactly("b");
    assertThat(said.beat()).as("each is told once").isEmpty();
  }
}
