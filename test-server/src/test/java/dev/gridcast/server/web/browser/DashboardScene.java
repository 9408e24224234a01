package dev.gridcast.server.web.browser;

import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.SeededStore;
import dev.gridcast.server.support.SettableClock;
import dev.gridcast.server.web.Dashboard;
import dev.gridcast.server.web.DashboardException;
import dev.gridcast.server.web.DashboardSettings;
import dev.gridcast.server.web.DashboardSettings.Protection;
import dev.gridcast.server.web.House;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A real dashboard over a seeded store, whose life goes on as the test says. */
final class DashboardScene implements AutoCloseable {

  private static final int TRUSTED_AFTER = 10;

  /** How many results there are at first. */
  static final int RESULTS = 60;

  final Store store;
  final SceneLive live;
  final SettableClock clock = new SettableClock();
  private final Path folder;
  private final Protection protection;
  private final Experiment experiment;
  private Dashboard dashboard;
  private long leases;

  private DashboardScene(Path folder, int results, Protection protection)
      throws DashboardException {
    this.folder = folder;
    this.protection = protection;
    this.experiment = SeededStore.experiment(results);
    this.store =
        SqliteStore.openRelaxed(folder.resolve("gridcast.db"), ExperimentRecords.of(experiment));
    SeededStore.fill(experiment, store, results);
    this.live = new SceneLive(store);
    clock.move(Duration.between(clock.instant(), SeededStore.END));
    this.dashboard = start(0);
  }

  /** The pages of a store in that folder with {@link #RESULTS} results. */
  static DashboardScene open(Path folder) throws DashboardException {
    return open(folder, RESULTS);
  }

  /** The same with so many results, at least 40. */
  static DashboardScene open(Path folder, int results) throws DashboardException {
    return new DashboardScene(folder, results, new Protection.Loopback());
  }

  /** The same as people elsewhere find it: nothing is shown without a token. */
  static DashboardScene openToStrangers(Path folder) throws DashboardException {
    return new DashboardScene(folder, RESULTS, new Protection.Proxy());
  }

  private Dashboard start(int port) throws DashboardException {
    return Dashboard.start(
        new DashboardSettings(
            "127.0.0.1", port, protection, folder, DashboardSettings.Limits.USUAL),
        new House(
            experiment,
            store,
            live,
            Optional.of(OperatorDesk.of(store, clock)),
            Optional.of(MembershipDesk.of(store, clock)),
            TRUSTED_AFTER,
            clock,
            "test"));
  }

  /** Where the pages are. */
  URI address() {
    return URI.create(dashboard.address());
  }

  /** What makes a reader the operator. */
  String operatorToken() {
    return tokenOf(dashboard.operatorLink());
  }

  /** What lets a stranger look. */
  String readerToken() {
    return tokenOf(dashboard.readerLink());
  }

  private static String tokenOf(String link) {
    return link.substring(link.indexOf('=') + 1);
  }

  /** The server goes away, comes back at the same address, and nothing else changes. */
  void restart(Runnable whileGone) throws DashboardException {
    int port = dashboard.port();
    dashboard.close();
    whileGone.run();
    dashboard = start(port);
  }

  /** How many results count now. */
  long verified() {
    return live.counts().verified();
  }

  /** The best result now. */
  CaseReport best() {
    return store.read(reader -> reader.best(1)).get(0);
  }

  /**
   * A volunteer's result for a case that nobody has had is stored and counts.
   *
   * @param timesBest its error, in errors of the best result so far
   * @return the case
   */
  long verify(String volunteer, double timesBest) {
    Verification better = scaled(best(), timesBest);
    return add(
        (writer, lease, index) -> {
          Instant now = clock.instant();
          Claim claim = new Claim(better.validationRmse(), 6, 5, 12.5, "vector 1");
          writer.insertResult(lease, claim, "{}", Samples.MODEL, now);
          writer.scoreResult(
              lease,
              new Scoring(better, new Fingerprint("vector", "1", "cpu amd64", "0".repeat(64))),
              now);
          writer.countResult(lease, Confirmation.TRUST, now);
          writer.endAttempt(lease, AttemptOutcome.VERIFIED, now, "", "");
          return CaseState.VERIFIED;
        },
        volunteer);
  }

  /** A case fails in that volunteer's hands once and for all. */
  long fail(String volunteer, String reason, String log) {
    return add(
        (writer, lease, index) -> {
          writer.endAttempt(lease, AttemptOutcome.FAILED, clock.instant(), reason, log);
          writer.countAttempt(lease, true);
          return CaseState.FAILED;
        },
        volunteer);
  }

  /** What happens with a lease, and the state in which it leaves its case. */
  private interface Fate {
    CaseState befall(StoreWriter writer, String lease, long caseIndex);
  }

  private long add(Fate fate, String volunteer) {
    Function<StoreWriter, Long> change =
        writer -> {
          long index = 0;
          while (writer.testCase(index).isPresent()) {
            index++;
          }
          writer.insertCase(row(index, CaseState.LEASED));
          String lease = String.format(Locale.ROOT, "f%031x", ++leases);
          Instant now = clock.instant();
          writer.seeVolunteer(volunteer, volunteer, "Linux 6.1 amd64, 4 processors", now);
          writer.insertAttempt(
              lease,
              index,
              volunteer,
              now.minusSeconds(600),
              now.plusSeconds(60),
              now.plusSeconds(3_600));
          writer.updateCase(row(index, fate.befall(writer, lease, index)));
          return index;
        };
    return store.write(change);
  }

  private CaseRow row(long index, CaseState state) {
    Map<String, String> parameters = experiment.space().decode(index);
    return new CaseRow(
        index,
        experiment.space().caseId(parameters),
        parameters,
        experiment.space().lane(index),
        0,
        state,
        CaseOffer.NONE,
        state == CaseState.FAILED ? 3 : 0,
        0);
  }

  private static Verification scaled(CaseReport report, double times) {
    Verification was = report.verification();
    if (was == null) {
      throw new IllegalStateException("the best result is verified");
    }
    Evaluation found = was.confirmation();
    Map<Metric, Double> pooled = new EnumMap<>(Metric.class);
    pooled.putAll(found.model().pooled());
    pooled.put(Metric.RMSE, found.model().rmse() * times);
    return new Verification(
        was.validationRmse() * times,
        new Evaluation(
            found.samples(),
            new Metrics(pooled, found.model().perLabel()),
            found.baselines(),
            found.skillError()),
        was.forecast());
  }

  @Override
  public void close() {
    dashboard.close();
    store.close();
  }
}
