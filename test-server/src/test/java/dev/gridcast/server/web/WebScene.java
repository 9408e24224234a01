package dev.gridcast.server.web;

import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.SettableClock;
import dev.gridcast.server.support.TestExperiments;
import dev.gridcast.server.web.DashboardSettings.Limits;
import dev.gridcast.server.web.DashboardSettings.Protection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A dashboard over a small store: case 0 verified, case 1 quarantined, case 2 in ada's hands, case
 * 3 untouched; ada is there, and bob is known.
 */
final class WebScene implements AutoCloseable {

  static final Limits NO_LIMITS = new Limits(1e9, 1e9, 1e9, 1e9, 50, 1);

  static final Experiment EXPERIMENT = TestExperiments.parse(TestExperiments.fourCases());

  static final String LOG = "epoch 1\n<script>alert('no')</script>\n\u0007 and the rest";

  final SettableClock clock = new SettableClock();
  final Store store;
  final StillLife life;
  final Tokens tokens;
  final Dashboard dashboard;
  final int port;

  private WebScene(Path folder, Protection protection, Limits limits, boolean acting)
      throws DashboardException {
    store = SqliteStore.open(folder.resolve("gridcast.db"), ExperimentRecords.of(EXPERIMENT));
    fill();
    life = new StillLife(store);
    tokens = Tokens.of(folder);
    dashboard =
        Dashboard.start(
            new DashboardSettings("127.0.0.1", 0, protection, folder, limits),
            new House(
                EXPERIMENT,
                store,
                life,
                acting ? Optional.of(OperatorDesk.of(store, clock)) : Optional.empty(),
                acting ? Optional.of(MembershipDesk.of(store, clock)) : Optional.empty(),
                10,
                clock,
                "test"));
    port = dashboard.port();
  }

  /** On the operator's own machine. */
  static WebScene here(Path folder) throws DashboardException {
    return new WebScene(folder, new Protection.Loopback(), NO_LIMITS, true);
  }

  /** For people elsewhere. */
  static WebScene elsewhere(Path folder) throws DashboardException {
    return new WebScene(folder, new Protection.Proxy(), NO_LIMITS, true);
  }

  static WebScene of(Path folder, Protection protection, Limits limits) throws DashboardException {
    return new WebScene(folder, protection, limits, true);
  }

  /** With no server behind. */
  static WebScene toLookAt(Path folder) throws DashboardException {
    return new WebScene(folder, new Protection.Loopback(), NO_LIMITS, false);
  }

  private void fill() {
    Instant now = clock.instant();
    store.update(
        writer -> {
          writer.seeVolunteer("id-ada", "ada", "Linux amd64", now);
          writer.seeVolunteer("id-bob", "bob", "Windows amd64", now);
          for (long index = 0; index < 3; index++) {
            writer.insertCase(row(index, CaseState.LEASED, CaseOffer.NONE, 0));
          }
          writer.insertAttempt(
              lease(0), 0, "id-ada", now, now.plusSeconds(60), now.plusSeconds(600));
          writer.insertResult(lease(0), Samples.claim(700), "{}", Samples.MODEL, now);
          writer.scoreResult(lease(0), Samples.scoring(760.5, "a".repeat(64)), now);
          writer.countResult(lease(0), Confirmation.TRUST, now);
          writer.endAttempt(lease(0), AttemptOutcome.VERIFIED, now, "", "");
          writer.updateCase(row(0, CaseState.VERIFIED, CaseOffer.NONE, 0));
          writer.insertAttempt(
              lease(1), 1, "id-ada", now, now.plusSeconds(60), now.plusSeconds(600));
          writer.endAttempt(lease(1), AttemptOutcome.FAILED, now, "out of memory", LOG);
          writer.countAttempt(lease(1), true);
          writer.insertAttempt(
              lease(3), 1, "id-bob", now, now.plusSeconds(60), now.plusSeconds(600));
          writer.endAttempt(lease(3), AttemptOutcome.FAILED, now, "out of memory", "");
          writer.countAttempt(lease(3), true);
          writer.updateCase(row(1, CaseState.QUARANTINED, CaseOffer.NONE, 2));
          writer.insertAttempt(
              lease(2), 2, "id-ada", now, now.plusSeconds(60), now.plusSeconds(600));
        });
  }

  /** Lets a volunteer return what makes case 2 verified. */
  void aResultComes(double rmse) {
    Instant now = clock.instant();
    store.update(
        writer -> {
          writer.insertResult(lease(2), Samples.claim(rmse), "{}", Samples.MODEL, now);
          writer.scoreResult(lease(2), Samples.scoring(rmse, "b".repeat(64)), now);
          writer.countResult(lease(2), Confirmation.TRUST, now);
          writer.endAttempt(lease(2), AttemptOutcome.VERIFIED, now, "", "");
          writer.updateCase(row(2, CaseState.VERIFIED, CaseOffer.NONE, 0));
        });
  }

  /** The number of an attempt, by its lease. */
  long attempt(int lease) {
    return store.read(reader -> reader.attempt(lease(lease))).map(Attempt::id).orElseThrow();
  }

  static String lease(long number) {
    return String.format(Locale.ROOT, "%032x", 0xfeed_0000L + number);
  }

  private static CaseRow row(long index, CaseState state, CaseOffer offer, int failed) {
    return new CaseRow(
        index, "case-" + index, EXPERIMENT.space().decode(index), 0, 10, state, offer, failed, 0);
  }

  @Override
  public void close() {
    dashboard.close();
    store.close();
  }
}
