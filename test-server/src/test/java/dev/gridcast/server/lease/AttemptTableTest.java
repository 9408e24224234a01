package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table as a reader would write it down, line by line; and that there is nothing else. */
class AttemptTableTest {

  private static final String IN_HAND = "LEASED REPORTED SCORED VERIFIED";
  private static final String NO_RESULT = "AVAILABLE LEASED FAILED QUARANTINED ABANDONED";
  private static final String A_RESULT = "REPORTED SCORED VERIFIED CLAIMED";
  private static final String TO_SCORE = "REPORTED VERIFIED CLAIMED";
  private static final String TO_SETTLE = "REPORTED SCORED CLAIMED FAILED QUARANTINED ABANDONED";
  private static final String ANY =
      "AVAILABLE LEASED REPORTED SCORED VERIFIED CLAIMED FAILED QUARANTINED ABANDONED";

  /** Attempt, event, where its case may be, what the attempt becomes, what is done. */
  private static final String[][] LINES = {
    {"OPEN", "HEARTBEAT", IN_HAND, "OPEN", "KEEP"},
    {"OPEN", "REPORT", IN_HAND, "REPORTED", "STORE"},
    {"OPEN", "CLAIM", "LEASED", "CLAIMED", "STORE_CLAIM"},
    {"OPEN", "CLAIM", "REPORTED SCORED VERIFIED", "SUPERSEDED", "END"},
    {"OPEN", "FAIL", IN_HAND, "FAILED", "END_FAILED"},
    {"OPEN", "CLIENT_FAULT", IN_HAND, "FAILED", "END"},
    {"OPEN", "GIVE_BACK", IN_HAND, "GIVEN_BACK", "END"},
    {"OPEN", "EXPIRE", IN_HAND, "EXPIRED", "END_ABANDONED"},
    {"OPEN", "SUPERSEDE", "REPORTED VERIFIED CLAIMED", "SUPERSEDED", "END"},
    {"EXPIRED", "HEARTBEAT", "AVAILABLE SCORED", "OPEN", "REOPEN"},
    {"EXPIRED", "REPORT", ANY, "REPORTED", "STORE"},
    {"EXPIRED", "CLAIM", NO_RESULT, "CLAIMED", "STORE_CLAIM"},
    {"EXPIRED", "CLAIM", A_RESULT, "SUPERSEDED", "END"},
    {"EXPIRED", "FAIL", ANY, "FAILED", "END_FAILED"},
    {"EXPIRED", "CLIENT_FAULT", ANY, "FAILED", "END"},
    {"EXPIRED", "FORGIVE", ANY, "EXPIRED", "FORGIVE"},
    {"SUPERSEDED", "REPORT", ANY, "REPORTED", "STORE"},
    {"SUPERSEDED", "CLAIM", NO_RESULT, "CLAIMED", "STORE_CLAIM"},
    {"SUPERSEDED", "CLAIM", A_RESULT, "SUPERSEDED", "END"},
    {"REPORTED", "SCORE", TO_SCORE, "SCORED", "SCORE"},
    {"REPORTED", "REFUTE", TO_SCORE, "REJECTED", "REJECT"},
    {"REPORTED", "REJECT", TO_SCORE, "REJECTED", "REJECT_FAILED"},
    {"SCORED", "COUNT", TO_SETTLE, "VERIFIED", "COUNT"},
    {"SCORED", "AGREE", "VERIFIED", "AGREED", "AGREE"},
    {"SCORED", "REFUTE", TO_SETTLE + " VERIFIED", "REJECTED", "REJECT"},
    {"SCORED", "REJECT", TO_SETTLE + " VERIFIED", "REJECTED", "REJECT_FAILED"},
    {"VERIFIED", "DOUBT", "VERIFIED", "SCORED", "DOUBT"},
    {"AGREED", "DOUBT", "VERIFIED", "SCORED", "DOUBT"},
    {"FAILED", "FORGIVE", ANY, "FAILED", "FORGIVE"},
    {"REJECTED", "FORGIVE", ANY, "REJECTED", "FORGIVE"},
  };

  @Test
  void theseStepsAndNoOthersAreAllowed() {
    Set<String> expected = new TreeSet<>();
    for (String[] line : LINES) {
      for (String state : line[2].split(" ", -1)) {
        expected.add(line[0] + " at " + state + ", " + line[1] + ": " + line[3] + ", " + line[4]);
      }
    }
    assertThat(steps()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void onlyTheseActionsChargeACase() {
    assertThat(Arrays.stream(Action.values()).filter(Action::counts))
        .containsExactly(Action.END_FAILED, Action.END_ABANDONED, Action.REJECT_FAILED);
  }

  @Test
  void whatWasSaidBeforeIsKnownByWhatTheAttemptBecame() {
    EnumSet<AttemptOutcome> results =
        EnumSet.of(
            AttemptOutcome.REPORTED,
            AttemptOutcome.SCORED,
            AttemptOutcome.VERIFIED,
            AttemptOutcome.AGREED,
            AttemptOutcome.REJECTED);
    for (AttemptOutcome outcome : AttemptOutcome.values()) {
      assertThat(Event.REPORT.isRepeatedBy(outcome)).isEqualTo(results.contains(outcome));
      assertThat(Event.CLAIM.isRepeatedBy(outcome)).isEqualTo(outcome == AttemptOutcome.CLAIMED);
      assertThat(Event.FAIL.isRepeatedBy(outcome)).isEqualTo(outcome == AttemptOutcome.FAILED);
      assertThat(Event.CLIENT_FAULT.isRepeatedBy(outcome))
          .isEqualTo(outcome == AttemptOutcome.FAILED);
      assertThat(Event.GIVE_BACK.isRepeatedBy(outcome))
          .isEqualTo(outcome == AttemptOutcome.GIVEN_BACK);
      assertThat(Event.SCORE.isRepeatedBy(outcome)).isFalse();
    }
  }

  private static List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (AttemptOutcome attempt : AttemptOutcome.values()) {
      for (CaseState state : CaseState.values()) {
        for (Event event : Event.values()) {
          AttemptTable.step(attempt, state, event)
              .ifPresent(
                  step ->
                      steps.add(
                          attempt
                              + " at "
                              + state
                              + ", "
                              + event
                              + ": "
                              + step.attempt()
                              + ", "
                              + step.action()));
        }
      }
    }
    return steps;
  }
}
