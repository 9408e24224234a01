package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalDouble;

/** {@code result.json} from a result. */
final class ResultWriter {

  // The fast writer is Jackson's own and the same on every JDK; Double.toString changed in 19.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private ResultWriter() {}

  static byte[] write(ResultFile result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("format", ResultFile.FORMAT);
      if (result instanceof ResultFile.Trained trained) {
        json.writeStringField("status", "trained");
        trained(json, trained);
      } else if (result instanceof ResultFile.Failed failed) {
        json.writeStringField("status", "failed");
        json.writeStringField("kind", failed.kind());
        json.writeStringField("reason", failed.reason());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void trained(JsonGenerator json, ResultFile.Trained trained) throws IOException {
    json.writeArrayFieldStart("labels");
    for (String label : trained.labels()) {
      json.writeString(label);
    }
    json.writeEndArray();
    validation(json, trained.validation());
    json.writeObjectFieldStart("training");
    json.writeNumberField("samples", trained.trainingSamples());
    json.writeEndObject();
    if (trained.forecast().isPresent()) {
      forecast(json, trained.forecast().get());
    }
    json.writeNumberField("bestEpoch", trained.bestEpoch());
    json.writeNumberField("epochs", trained.epochs());
    json.writeNumberField("seconds", trained.seconds());
    json.writeNumberField("windowsDroppedAtGaps", trained.windowsDroppedAtGaps());
    json.writeArrayFieldStart("history");
    for (ResultFile.EpochRecord epoch : trained.history()) {
      json.writeStartObject();
      json.writeNumberField("epoch", epoch.epoch());
      json.writeNumberField("trainingLoss", epoch.trainingLoss());
      json.writeNumberField("validationRmse", epoch.validationRmse());
      json.writeEndObject();
    }
    json.writeEndArray();
    provenance(json, trained.provenance());
  }

  private static void validation(JsonGenerator json, Evaluation evaluation) throws IOException {
    json.writeObjectFieldStart("validation");
    json.writeNumberField("samples", evaluation.samples());
    metrics(json, evaluation.model());
    json.writeObjectFieldStart("persistence");
    metrics(json, evaluation.persistence());
    json.writeEndObject();
    optional(json, "skill", evaluation.skill());
    json.writeEndObject();
  }

  private static void metrics(JsonGenerator json, Metrics metrics) throws IOException {
    figures(json, metrics.pooled());
    json.writeObjectFieldStart("perLabel");
    for (Map.Entry<String, LabelMetrics> label : metrics.perLabel().entrySet()) {
      json.writeObjectFieldStart(label.getKey());
      figures(json, label.getValue().values());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, Map<Metric, Double> figures) throws IOException {
    for (Map.Entry<Metric, Double> figure : figures.entrySet()) {
      json.writeNumberField(figure.getKey().key(), figure.getValue());
    }
  }

  private static void forecast(JsonGenerator json, CandleForecast forecast) throws IOException {
    json.writeObjectFieldStart("forecast");
    json.writeStringField("time", forecast.time().toString());
    json.writeObjectFieldStart("values");
    for (Map.Entry<String, Double> value : forecast.values().entrySet()) {
      json.writeNumberField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void provenance(JsonGenerator json, Provenance from) throws IOException {
    json.writeObjectFieldStart("provenance");
    json.writeStringField("gridcastVersion", from.gridcastVersion());
    json.writeStringField("engine", from.engine());
    json.writeStringField("engineVersion", from.engineVersion());
    json.writeStringField("datasetSha256", from.datasetSha256());
    json.writeStringField("parametersSha256", from.parametersSha256());
    json.writeStringField("modelSha256", from.modelSha256());
    json.writeNumberField("seed", from.seed());
    json.writeStringField("java", from.java());
    json.writeStringField("os", from.os());
    json.writeStringField("arch", from.arch());
    json.writeStringField("cpu", from.cpu());
    json.writeStringField("startedAt", from.startedAt().toString());
    json.writeStringField("finishedAt", from.finishedAt().toString());
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }
}
