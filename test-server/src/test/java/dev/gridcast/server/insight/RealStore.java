package dev.gridcast.server.insight;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.RealCase;
import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A store with a few results that were really trained. */
final class RealStore implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

  private final Experiment experiment;
  private final Path file;
  private final Store store;

  RealStore(Path folder, int horizon) {
    this.experiment = TestExperiments.parse(text(horizon));
    this.file = folder.resolve("gridcast.db");
    this.store = SqliteStore.openRelaxed(file, ExperimentRecords.of(experiment));
  }

  private static String text(int horizon) {
    return """
        name: real, small
        data:
          asset: TEST
          synthetic: {rows: 600, timeframe: 1h, seed: 7}
        labels: [high, low, close]
        horizon: %d
        features: {close: on, high: on, low: on}
        models:
          - {model: lstm, units: 3, lags: [2, 4], epochs: 2, learning-rate: 0.01}
          - {model: linear, lags: 4}
          - {model: persistence}
        engine: vector
        """
        .formatted(horizon);
  }

  Experiment experiment() {
    return experiment;
  }

  Store store() {
    return store;
  }

  /** The same store as another process sees it. */
  Store openAgain() {
    return SqliteStore.openRelaxed(file, ExperimentRecords.of(experiment));
  }

  /** Trains a case and has its result count. */
  RealCase train(long index) {
    RealCase real = RealCase.train(experiment, index);
    verify(index, real, real.model());
    return real;
  }

  /** Has a result count, with these bytes as its model. */
  void verify(long index, RealCase real, Blob model) {
    verify(store, index, real, model);
  }

  void verify(Store through, long index, RealCase real, Blob model) {
    through.update(
        writer -> {
          String lease = lease(writer, index);
          Instant at = START.plusSeconds(60 * (index + 1));
          writer.insertResult(lease, real.claim(), real.resultJson(), model, at);
          writer.scoreResult(lease, real.scoring(), at);
          writer.countResult(lease, Confirmation.TRUST, at);
          writer.endAttempt(lease, AttemptOutcome.VERIFIED, at, "", "");
          writer.updateCase(row(index, CaseState.VERIFIED));
        });
  }

  /** Hands a case out. */
  void lease(long index) {
    store.update(writer -> lease(writer, index));
  }

  private String lease(StoreWriter writer, long index) {
    String lease = token(index);
    writer.seeVolunteer("id-ada", "ada", "Linux", START);
    writer.insertCase(row(index, CaseState.LEASED));
    writer.insertAttempt(
        lease, index, "id-ada", START, START.plusSeconds(60), START.plusSeconds(600));
    return lease;
  }

  /** Has a result no longer count. */
  static void reject(Store through, Experiment experiment, long index) {
    through.update(
        writer -> {
          writer.rejectResult(token(index), "false after all", START);
          writer.endAttempt(token(index), AttemptOutcome.REJECTED, START, "false", "");
          writer.updateCase(row(experiment, index, CaseState.AVAILABLE));
        });
  }

  private static String token(long index) {
    return String.format(Locale.ROOT, "%032x", index + 1);
  }

  private CaseRow row(long index, CaseState state) {
    return row(experiment, index, state);
  }

  private static CaseRow row(Experiment experiment, long index, CaseState state) {
    Map<String, String> parameters = experiment.space().decode(index);
    return new CaseRow(
        index,
        experiment.space().caseId(parameters),
        parameters,
        experiment.space().lane(index),
        1,
        state,
        CaseOffer.NONE,
        0,
        0);
  }

  @Override
  public void close() {
    store.close();
  }
}
