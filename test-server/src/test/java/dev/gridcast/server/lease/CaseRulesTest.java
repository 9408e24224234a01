package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.CaseRules.Event;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseRulesTest {

  private static final int LIMIT = 3;

  @Test
  void theseStepsAndNoOthersAreAllowed() {
    assertThat(steps())
        .containsExactlyInAnyOrder(
            "OPEN at LEASED, HEARTBEAT: OPEN at LEASED",
            "OPEN at LEASED, REPORT: REPORTED at REPORTED",
            "OPEN at LEASED, CLAIM: CLAIMED at CLAIMED",
            "OPEN at LEASED, FAIL: FAILED at AVAILABLE",
            "OPEN at LEASED, CLIENT_FAULT: FAILED at AVAILABLE",
            "OPEN at LEASED, EXPIRE: EXPIRED at AVAILABLE",
            "OPEN at LEASED, GIVE_BACK: GIVEN_BACK at AVAILABLE",
            "EXPIRED at AVAILABLE, HEARTBEAT: OPEN at LEASED",
            "EXPIRED at AVAILABLE, REPORT: REPORTED at REPORTED",
            "EXPIRED at AVAILABLE, CLAIM: CLAIMED at CLAIMED",
            "EXPIRED at FAILED, CLAIM: CLAIMED at CLAIMED",
            "EXPIRED at AVAILABLE, FAIL: FAILED at AVAILABLE",
            "EXPIRED at AVAILABLE, CLIENT_FAULT: FAILED at AVAILABLE",
            "EXPIRED at FAILED, CLIENT_FAULT: FAILED at AVAILABLE",
            "EXPIRED at FAILED, REPORT: REPORTED at REPORTED",
            "EXPIRED at FAILED, FAIL: FAILED at FAILED",
            "REPORTED at REPORTED, VERIFY: VERIFIED at VERIFIED",
            "REPORTED at REPORTED, REJECT: REJECTED at AVAILABLE");
  }

  @Test
  void theLastFailedAttemptEndsTheCase() {
    for (Event event : List.of(Event.FAIL, Event.EXPIRE)) {
      var step = CaseRules.step(AttemptOutcome.OPEN, CaseState.LEASED, event).orElseThrow();
      assertThat(step.caseState(LIMIT - 2, LIMIT)).isEqualTo(CaseState.AVAILABLE);
      assertThat(step.caseState(LIMIT - 1, LIMIT)).isEqualTo(CaseState.FAILED);
      assertThat(step.failedAfter(LIMIT - 1)).isEqualTo(LIMIT);
    }
  }

  private static List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (AttemptOutcome attempt : AttemptOutcome.values()) {
      for (CaseState state : CaseState.values()) {
        for (Event event : Event.values()) {
          CaseRules.step(attempt, state, event)
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
                              + " at "
                              + step.caseState(0, LIMIT)));
        }
      }
    }
    return steps;
  }
}
