package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Score;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Every case that was ever leased, as one JSON object: the experiment, the case indexes of the
 * leaderboard from the best on, and the cases. What is not known is absent. Needs constant memory.
 */
public final class ResultsJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final JsonGenerator json;

  private ResultsJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes the report of this moment as UTF-8; the stream stays open.
   *
   * @throws IOException when the stream cannot be written
   */
  public static void write(Store store, OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      new ResultsJson(json).write(store);
      json.writeRaw('\n');
    } catch (UncheckedIOException e) {
      throw new IOException("cannot write the report", e);
    }
  }

  private void write(Store store) throws IOException {
    json.writeStartObject();
    experiment(store.experiment());
    store.<Boolean>read(
        reader -> {
          unchecked(() -> json.writeArrayFieldStart("leaderboard"));
          reader.forEachBest(row -> unchecked(() -> json.writeNumber(row.testCase().index())));
          unchecked(json::writeEndArray);
          unchecked(() -> json.writeArrayFieldStart("claimedNotVerified"));
          reader.forEachClaim(row -> unchecked(() -> json.writeNumber(row.testCase().index())));
          unchecked(json::writeEndArray);
          unchecked(() -> json.writeArrayFieldStart("cases"));
          reader.forEachCase(row -> unchecked(() -> testCase(row)));
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

  private void texts(String name, Iterable<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void testCase(CaseReport row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("caseIndex", row.testCase().index());
    json.writeStringField("caseId", row.testCase().caseId());
    json.writeStringField("state", row.testCase().state().name());
    json.writeStringField("volunteer", row.volunteerName());
    json.writeStringField("volunteerId", row.attempt().volunteer());
    json.writeNumberField("attempts", row.attempts());
    json.writeNumberField("failedAttempts", row.testCase().failedAttempts());
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
    verification(row.verification());
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

  private void verification(@Nullable Verification found) throws IOException {
    if (found == null) {
      return;
    }
    json.writeObjectFieldStart("verified");
    json.writeNumberField("validationRmse", found.validationRmse());
    json.writeNumberField("samples", found.samples());
    number("skill", found.skill());
    score("confirmation", found.confirmation());
    score("persistence", found.persistence());
    json.writeObjectFieldStart("forecast");
    time("time", found.forecast().time());
    json.writeObjectFieldStart("values");
    for (Map.Entry<String, Double> value : found.forecast().values().entrySet()) {
      json.writeNumberField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void score(String name, Score score) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("rmse", score.rmse());
    number("directionalAccuracy", score.directionalAccuracy());
    json.writeObjectFieldStart("perLabel");
    for (String label : score.perLabel().keySet()) {
      var errors = score.perLabel().get(label);
      if (errors != null) {
        json.writeObjectFieldStart(label);
        json.writeNumberField("rmse", errors.rmse());
        json.writeNumberField("mae", errors.mae());
        if (errors.mape().isPresent()) {
          json.writeNumberField("mape", errors.mape().getAsDouble());
        }
        json.writeEndObject();
      }
    }
    json.writeEndObject();
    json.writeEndObject();
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
