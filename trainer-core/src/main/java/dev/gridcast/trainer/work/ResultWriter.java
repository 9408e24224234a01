package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** {@code result.json} from a result. */
final class ResultWriter {

  // The fast writer is Jackson's own and the same on every JDK; Double.toString changed in 19.
  static final JsonFactory JSON =
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
    json.writeArrayFieldStart("notes");
    for (String note : trained.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("validation");
    EvaluationJson.write(json, trained.validation());
    json.writeEndObject();
    json.writeObjectFieldStart("training");
    json.writeNumberField("samples", trained.trainingSamples());
    json.writeEndObject();
    json.writeArrayFieldStart("forecast");
    for (CandleForecast forecast : trained.forecast()) {
      forecast(json, forecast);
    }
    json.writeEndArray();
    json.writeNumberField("bestEpoch", trained.bestEpoch());
    json.writeNumberField("epochs", trained.epochs());
    json.writeNumberField("epochsPlanned", trained.epochsPlanned());
    json.writeBooleanField("stoppedEarly", trained.stoppedEarly());
    json.writeNumberField("seconds", trained.seconds());
    json.writeNumberField("windowsDroppedAtGaps", trained.windowsDroppedAtGaps());
    history(json, trained.history());
    json.writeObjectFieldStart("provenance");
    provenance(json, trained.provenance());
    json.writeEndObject();
  }

  /** In columns: 10,000 epochs must fit into what a connection carries. */
  private static void history(JsonGenerator json, List<ResultFile.EpochRecord> history)
      throws IOException {
    json.writeObjectFieldStart("history");
    numbers(json, "trainingLoss", history, ResultFile.EpochRecord::trainingLoss);
    numbers(json, "validationRmse", history, ResultFile.EpochRecord::validationRmse);
    if (history.stream().allMatch(epoch -> epoch.learningRate().isPresent())) {
      numbers(json, "learningRate", history, epoch -> epoch.learningRate().orElseThrow());
    }
    json.writeEndObject();
  }

  private static void numbers(
      JsonGenerator json,
      String name,
      List<ResultFile.EpochRecord> history,
      ToDoubleFunction<ResultFile.EpochRecord> number)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (ResultFile.EpochRecord epoch : history) {
      json.writeNumber(number.applyAsDouble(epoch));
    }
    json.writeEndArray();
  }

  private static void forecast(JsonGenerator json, CandleForecast forecast) throws IOException {
    json.writeStartObject();
    json.writeStringField("time", forecast.time().toString());
    json.writeObjectFieldStart("values");
    for (Map.Entry<String, Double> value : forecast.values().entrySet()) {
      json.writeNumberField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The fields of an object that has been begun. */
  static void provenance(JsonGenerator json, Provenance from) throws IOException {
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
  }
}
