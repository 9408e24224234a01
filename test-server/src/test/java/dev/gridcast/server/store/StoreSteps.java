package dev.gridcast.server.store;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with one volunteer, Ada, and the steps of a case's life. */
public abstract class StoreSteps {

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  protected Path folder;

  protected Store store;

  /** Opens the store in the folder; a second call after a close opens the same one again. */
  protected abstract Store open(Path folder, ExperimentRecord experiment);

  @BeforeEach
  void openStore() {
    store = open(folder, Samples.experiment(100));
    store.update(writer -> writer.seeVolunteer("ada", "Ada", "Linux, 2 cores", Samples.START));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** Leases a case to Ada for 30 seconds. */
  protected final void lease(long index, String token) {
    lease(index, token, "ada");
  }

  /** Leases a case for 30 seconds, which heartbeats may make an hour. */
  protected final void lease(long index, String token, String volunteer) {
    store.update(
        writer -> {
          writer.seeVolunteer(volunteer, volunteer, "Linux, 2 cores", Samples.START);
          if (writer.testCase(index).isEmpty()) {
            writer.insertCase(Samples.leasedCase(index));
          }
          writer.insertAttempt(
              token,
              index,
              volunteer,
              Samples.START,
              Samples.START.plusSeconds(30),
              Samples.START.plusSeconds(3600));
        });
  }

  protected final void report(String token, double claimed) {
    store.update(
        writer -> {
          Attempt attempt = writer.attempt(token).orElseThrow();
          writer.endAttempt(token, AttemptOutcome.REPORTED, Samples.START, "", "");
          writer.insertResult(
              token,
              Samples.claim(claimed),
              "{}",
              Samples.MODEL,
              Samples.START.plusSeconds(8 + (long) claimed));
          writer.updateCase(
              new CaseRow(
                  attempt.caseIndex(),
                  "",
                  Map.of(),
                  0,
                  0,
                  CaseState.REPORTED,
                  CaseOffer.NONE,
                  0,
                  0));
        });
  }

  protected final void end(String token, AttemptOutcome outcome) {
    store.update(writer -> writer.endAttempt(token, outcome, Samples.START, "", ""));
  }

  protected final void move(long index, CaseState state, CaseOffer offer, int lane) {
    store.update(
        writer -> {
          CaseRow was = writer.testCase(index).orElseThrow();
          writer.updateCase(
              new CaseRow(
                  index, was.caseId(), was.parameters(), lane, was.work(), state, offer, 0, 0));
        });
  }

  protected final void score(String token, double rmse, String modelSha256) {
    store.update(
        writer -> {
          writer.endAttempt(token, AttemptOutcome.SCORED, Samples.START, "", "");
          writer.scoreResult(token, Samples.scoring(rmse, modelSha256), Samples.START);
        });
  }

  protected final void count(String token, Confirmation confirmation) {
    store.update(
        writer -> {
          writer.endAttempt(token, AttemptOutcome.VERIFIED, Samples.START, "", "");
          writer.countResult(token, confirmation, Samples.START.plusSeconds(60));
        });
  }

  /** A case whose result counts on trust. */
  protected final void verify(long index, String token, double rmse) {
    lease(index, token);
    report(token, 1);
    score(token, rmse, "sha of " + token);
    count(token, Confirmation.TRUST);
  }
}
