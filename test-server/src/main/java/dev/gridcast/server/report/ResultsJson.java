package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Every case that was ever leased, as one JSON object: the experiment, the case indexes of the
 * leaderboard from the best on, and the cases. What is not known is absent. Needs constant memory.
 */
public final class ResultsJson {

  private final JsonGenerator json;

  private ResultsJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes the report of this moment; the writer stays open.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Store store, Writer out) throws IOException {
    Streams.json(out, json -> new ResultsJson(json).write(store));
  }

  private void write(Store store) throws IOException {
    json.writeStartObject();
    experiment(store.experiment());
    store.<Boolean>read(
        reader -> {
          Floor floor = Floor.of(reader);
          unchecked(() -> baselines(floor));
          Luck.of(reader).ifPresent(luck -> unchecked(() -> luck(luck)));
          unchecked(() -> Contributors.of(reader).json(json));
          unchecked(() -> json.writeArrayFieldStart("leaderboard"));
          reader.forEachBest(row -> unchecked(() -> json.writeNumber(row.testCase().index())));
          unchecked(json::writeEndArray);
          unchecked(() -> json.writeArrayFieldStart("claimedNotVerified"));
          reader.forEachClaim(row -> unchecked(() -> json.writeNumber(row.testCase().index())));
          unchecked(json::writeEndArray);
          unchecked(() -> json.writeArrayFieldStart("cases"));
          reader.forEachCase(row -> unchecked(() -> testCase(row, floor)));
          unchecked(json::writeEndArray);
          return true;
        });
    json.writeEndObject();
  }

  private void experiment(ExperimentRecord experiment) throws IOException {
    json.writeObjectFieldStart("experiment");
    json.writeStringField("name", experiment.name());
    json.writeStringField("datasetSha256", experiment.datasetSha256());
    json.writeNumberField("totalCases", experiment.totalCases());
    texts("labels", experiment.labels());
    texts("varying", experiment.varying());
    json.writeEndObject();
  }

  private void baselines(Floor floor) throws IOException {
    json.writeObjectFieldStart("baselines");
    for (Map.Entry<Baseline, Double> baseline : floor.rmse().entrySet()) {
      json.writeObjectFieldStart(baseline.getKey().key());
      json.writeNumberField("rmse", baseline.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void luck(Luck luck) throws IOException {
    json.writeObjectFieldStart("luck");
    json.writeNumberField("compared", luck.compared());
    json.writeNumberField("caseIndex", luck.caseIndex());
    json.writeNumberField("skill", luck.skill());
    number("skillError", luck.skillError());
    json.writeNumberField("expectedBestInStandardErrors", Luck.expectedBest(luck.compared()));
    number("expectedBest", luck.byChance());
    number("deflatedSkill", luck.deflated());
    json.writeStringField("finding", luck.finding().key());
    json.writeStringField("inWords", luck.sentence());
    json.writeEndObject();
  }

  private void texts(String name, Iterable<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void testCase(CaseReport row, Floor floor) throws IOException {
    json.writeStartObject();
    json.writeNumberField("caseIndex", row.testCase().index());
    json.writeStringField("caseId", row.testCase().caseId());
    json.writeStringField("state", row.testCase().state().name());
    json.writeStringField("volunteer", row.volunteerName());
    json.writeStringField("volunteerId", row.attempt().volunteer());
    json.writeNumberField("attempts", row.attempts());
    json.writeNumberField("failedAttempts", row.testCase().failedAttempts());
    json.writeNumberField("abandonedAttempts", row.testCase().abandonedAttempts());
    json.writeObjectFieldStart("attemptsByOutcome");
    for (Map.Entry<AttemptOutcome, Integer> outcome : row.outcomes().entrySet()) {
      json.writeNumberField(outcome.getKey().name(), outcome.getValue());
    }
    json.writeEndObject();
    json.writeStringField("outcome", row.attempt().outcome().name());
    if (!row.attempt().reason().isEmpty()) {
      json.writeStringField("reason", row.attempt().reason());
    }
    time("leasedAt", row.attempt().leasedAt());
    time("finishedAt", row.reportedAt() == null ? row.attempt().endedAt() : row.reportedAt());
    time("judgedAt", row.judgedAt());
    json.writeObjectFieldStart("parameters");
    for (Map.Entry<String, String> entry : row.testCase().parameters().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    claim(row.claim());
    Confirmation confirmation = row.confirmation();
    if (confirmation != null) {
      json.writeStringField("confirmation", confirmation.name());
      json.writeBooleanField("confirmed", confirmation.isConfirmed());
      json.writeNumberField("witnesses", row.witnesses());
    }
    verification(row.verification(), floor);
    json.writeEndObject();
  }

  private void claim(@Nullable Claim claim) throws IOException {
    if (claim == null) {
      return;
    }
    json.writeObjectFieldStart("claimed");
    json.writeNumberField("validationRmse", claim.validationRmse());
    json.writeNumberField("seconds", claim.seconds());
    json.writeNumberField("epochs", claim.epochs());
    json.writeNumberField("bestEpoch", claim.bestEpoch());
    json.writeStringField("engine", claim.engine());
    json.writeEndObject();
  }

  private void verification(@Nullable Verification found, Floor floor) throws IOException {
    if (found == null) {
      return;
    }
    json.writeObjectFieldStart("verified");
    json.writeNumberField("validationRmse", found.validationRmse());
    json.writeNumberField("samples", found.confirmation().samples());
    number("skill", found.skill());
    number("skillError", found.skillError());
    json.writeObjectFieldStart("skillAgainst");
    for (Baseline baseline : Baseline.values()) {
      number(baseline.key(), floor.skill(found.rmse(), baseline));
    }
    json.writeEndObject();
    metrics("confirmation", found.confirmation().model());
    metrics("persistence", found.confirmation().persistence());
    json.writeObjectFieldStart("baselines");
    for (Map.Entry<Baseline, Metrics> entry : found.confirmation().baselines().entrySet()) {
      metrics(entry.getKey().key(), entry.getValue());
    }
    json.writeEndObject();
    if (!found.forecast().isEmpty()) {
      json.writeFieldName("forecast");
      forecast(found.forecast().get(0));
      json.writeArrayFieldStart("forecasts");
      for (NextCandle row : found.forecast()) {
        forecast(row);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void forecast(NextCandle row) throws IOException {
    json.writeStartObject();
    time("time", row.time());
    json.writeObjectFieldStart("values");
    for (Map.Entry<String, Double> value : row.values().entrySet()) {
      json.writeNumberField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void metrics(String name, Metrics metrics) throws IOException {
    json.writeObjectFieldStart(name);
    figures(metrics.pooled());
    json.writeObjectFieldStart("perLabel");
    for (Map.Entry<String, LabelMetrics> label : metrics.perLabel().entrySet()) {
      json.writeObjectFieldStart(label.getKey());
      figures(label.getValue().values());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void figures(Map<Metric, Double> figures) throws IOException {
    for (Map.Entry<Metric, Double> figure : figures.entrySet()) {
      json.writeNumberField(figure.getKey().key(), figure.getValue());
    }
  }

  private void number(String name, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }

  private void time(String name, @Nullable Instant time) throws IOException {
    if (time != null) {
      json.writeStringField(name, time.toString());
    }
  }

  private static void unchecked(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Write {
    void run() throws IOException;
  }
}
