package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StandingTest {

  /** Two failures or three silences. */
  private static final LeaseRules RULES =
      new LeaseRules(Duration.ofSeconds(30), Duration.ofMinutes(6), 2, 3);

  private static final String[][] CHANGES = {
    {"AVAILABLE", "LEASED REPORTED CLAIMED FAILED QUARANTINED"},
    {"LEASED", "AVAILABLE REPORTED CLAIMED FAILED QUARANTINED ABANDONED"},
    {"REPORTED", "AVAILABLE LEASED SCORED VERIFIED FAILED QUARANTINED ABANDONED"},
    {"SCORED", "AVAILABLE LEASED REPORTED VERIFIED QUARANTINED ABANDONED"},
    {"VERIFIED", "REPORTED SCORED CLAIMED QUARANTINED ABANDONED"},
    {"CLAIMED", "VERIFIED"},
    {"FAILED", "AVAILABLE REPORTED CLAIMED QUARANTINED ABANDONED"},
    {"QUARANTINED", "AVAILABLE REPORTED SCORED VERIFIED CLAIMED FAILED ABANDONED"},
    {"ABANDONED", "AVAILABLE REPORTED SCORED VERIFIED CLAIMED FAILED QUARANTINED"},
  };

  @Test
  void theseChangesOfACaseAndNoOthersAreLegal() {
    Set<String> expected = new TreeSet<>();
    for (String[] line : CHANGES) {
      for (String to : line[1].split(" ", -1)) {
        expected.add(line[0] + " " + to);
      }
    }
    Set<String> found = new TreeSet<>();
    for (CaseState from : CaseState.values()) {
      for (CaseState to : CaseState.values()) {
        if (from != to && Standing.isLegal(from, to)) {
          found.add(from + " " + to);
        }
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void anIllegalChangeIsRefused() {
    assertThatThrownBy(() -> Standing.requireLegal(7, CaseState.CLAIMED, CaseState.AVAILABLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("case 7 cannot go from CLAIMED to AVAILABLE");
  }

  @Test
  void theStrongestOfItsAttemptsSaysWhereACaseIs() {
    assertThat(state("ada VERIFIED", "bob REPORTED", "cyd OPEN")).isEqualTo("VERIFIED NONE");
    assertThat(state("ada CLAIMED", "bob REPORTED")).isEqualTo("CLAIMED NONE");
    assertThat(state("ada SCORED", "bob REPORTED")).isEqualTo("REPORTED NONE");
    assertThat(state("ada SCORED", "bob OPEN")).isEqualTo("SCORED NONE");
    assertThat(state("ada SCORED", "bob GIVEN_BACK")).isEqualTo("SCORED WITNESS");
    assertThat(state("ada OPEN", "bob FAILED!")).isEqualTo("LEASED NONE");
    assertThat(state("ada GIVEN_BACK", "bob SUPERSEDED")).isEqualTo("AVAILABLE AGAIN");
  }

  @Test
  void whoseFailuresUseACaseUpSaysHowItEnds() {
    assertThat(state("ada FAILED!")).isEqualTo("AVAILABLE AGAIN");
    assertThat(state("ada FAILED!", "ada FAILED")).isEqualTo("AVAILABLE AGAIN");
    assertThat(state("ada FAILED!", "ada FAILED!")).isEqualTo("FAILED NONE");
    assertThat(state("ada FAILED!", "bob FAILED!")).isEqualTo("QUARANTINED NONE");
    assertThat(state("ada FAILED!", "bob REJECTED!")).isEqualTo("QUARANTINED NONE");
    assertThat(state("ada FAILED!", "bob REJECTED")).isEqualTo("AVAILABLE AGAIN");
    assertThat(state("ada FAILED!", "bob FAILED!", "cyd OPEN")).isEqualTo("LEASED NONE");
  }

  @Test
  void silencesHaveABudgetOfTheirOwn() {
    assertThat(state("ada EXPIRED!", "bob EXPIRED!", "cyd FAILED!")).isEqualTo("AVAILABLE AGAIN");
    assertThat(state("ada EXPIRED!", "bob EXPIRED!", "cyd EXPIRED")).isEqualTo("AVAILABLE AGAIN");
    assertThat(state("ada EXPIRED!", "ada EXPIRED!", "ada EXPIRED!")).isEqualTo("ABANDONED NONE");
  }

  @Test
  void aCaseWithAScoredResultIsGivenUpWhenSeveralOthersCannotTrainIt() {
    assertThat(state("ada SCORED", "bob FAILED!", "bob FAILED!")).isEqualTo("SCORED WITNESS");
    assertThat(state("ada SCORED", "bob FAILED!", "cyd FAILED!")).isEqualTo("QUARANTINED NONE");
    assertThat(state("ada SCORED", "bob FAILED!", "cyd FAILED!", "dan OPEN"))
        .isEqualTo("SCORED NONE");
    assertThat(state("ada SCORED", "bob EXPIRED!", "cyd EXPIRED!", "dan EXPIRED!"))
        .isEqualTo("ABANDONED NONE");
  }

  @Test
  void itsChargesAreCounted() {
    Standing standing =
        Standing.of(
            attempts("ada FAILED!", "ada FAILED", "bob EXPIRED!", "cyd REJECTED!", "dan OPEN"),
            RULES);
    assertThat(standing).isEqualTo(new Standing(CaseState.LEASED, CaseOffer.NONE, 2, 1));
  }

  private static String state(String... attempts) {
    Standing standing = Standing.of(attempts(attempts), RULES);
    return standing.state() + " " + standing.offer();
  }

  /** A volunteer, an outcome, and a mark on those with which the case is charged. */
  private static List<Attempt> attempts(String... words) {
    List<Attempt> attempts = new ArrayList<>();
    for (String word : words) {
      String[] parts = word.replace("!", "").split(" ", -1);
      attempts.add(
          new Attempt(
              attempts.size(),
              "lease " + attempts.size(),
              0,
              parts[0],
              Samples.START,
              Samples.START,
              Samples.START,
              Samples.START,
              AttemptOutcome.valueOf(parts[1]),
              word.endsWith("!"),
              ""));
    }
    return attempts;
  }
}
