package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.sample.SampleSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result from a {@code result.json} that nobody vouches for. */
final class ResultReader {

  private static final int MAX_LABELS = 256;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(8)
                      .maxNumberLength(64)
                      .maxNameLength(1_000)
                      .maxStringLength(StrictObject.MAX_TEXT * 2)
                      .maxDocumentLength(ResultFile.MAX_BYTES)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private ResultReader() {}

  static ResultFile read(byte[] json) throws ResultFileException {
    if (json.length > ResultFile.MAX_BYTES) {
      throw new ResultFileException(
          "has " + json.length + " bytes; at most " + ResultFile.MAX_BYTES + " are read");
    }
    StrictObject root = new StrictObject("", tree(json));
    root.whole("format", ResultFile.FORMAT, ResultFile.FORMAT);
    String status = root.text("status");
    ResultFile result =
        switch (status) {
          case "trained" -> trained(root);
          case "failed" -> new ResultFile.Failed(root.text("kind"), root.text("reason"));
          default -> throw new ResultFileException("status must be trained or failed: " + status);
        };
    root.end();
    return result;
  }

  private static JsonNode tree(byte[] json) throws ResultFileException {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonNode root = JSON.readTree(parser);
      if (root == null || parser.nextToken() != null) {
        throw new ResultFileException("must be one JSON object and nothing else");
      }
      return root;
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ResultFileException("is not JSON: " + message.replaceAll("\\p{Cntrl}", "?"));
    }
  }

  private static ResultFile.Trained trained(StrictObject root) throws ResultFileException {
    List<String> labels = new ArrayList<>();
    for (JsonNode label : root.array("labels", MAX_LABELS)) {
      labels.add(StrictObject.text("labels", label));
    }
    if (labels.isEmpty() || labels.stream().distinct().count() != labels.size()) {
      throw new ResultFileException("labels must be one or more different names: " + labels);
    }
    int epochsPlanned = root.whole("epochsPlanned", 0, CaseParameters.MAX_EPOCHS);
    int epochs = root.whole("epochs", Math.min(1, epochsPlanned), epochsPlanned);
    if (root.bool("stoppedEarly") != epochs < epochsPlanned) {
      throw new ResultFileException(
          "stoppedEarly must say whether fewer epochs were run than planned: "
              + epochs
              + " of "
              + epochsPlanned);
    }
    StrictObject training = root.object("training");
    int trainingSamples = training.whole("samples", 0, Integer.MAX_VALUE);
    training.end();
    return new ResultFile.Trained(
        labels,
        EvaluationJson.read(root.object("validation"), labels),
        trainingSamples,
        forecasts(root.array("forecast", SampleSpec.MAX_HORIZON), labels),
        root.whole("bestEpoch", Math.min(1, epochs), epochs),
        epochs,
        epochsPlanned,
        root.number("seconds", 0, EvaluationJson.HUGE),
        root.whole("windowsDroppedAtGaps", 0, Integer.MAX_VALUE),
        history(root.object("history"), epochs),
        notes(root.array("notes", ResultFile.MAX_NOTES)),
        provenance(root.object("provenance")));
  }

  private static List<String> notes(JsonNode array) throws ResultFileException {
    List<String> notes = new ArrayList<>();
    for (JsonNode note : array) {
      String text = StrictObject.text("notes", note);
      if (text.length() > ResultFile.MAX_NOTE) {
        throw new ResultFileException(
            "notes must have at most " + ResultFile.MAX_NOTE + " characters each");
      }
      notes.add(text);
    }
    return notes;
  }

  private static List<CandleForecast> forecasts(JsonNode array, List<String> labels)
      throws ResultFileException {
    List<CandleForecast> forecasts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      forecasts.add(forecast(new StrictObject("forecast[" + i + "]", array.get(i)), labels));
    }
    return forecasts;
  }

  private static CandleForecast forecast(StrictObject object, List<String> labels)
      throws ResultFileException {
    Instant time = object.instant("time");
    StrictObject values = object.objectOf("values", labels);
    Map<String, Double> prices = new LinkedHashMap<>();
    for (String label : labels) {
      prices.put(label, values.number(label, -EvaluationJson.HUGE, EvaluationJson.HUGE));
    }
    object.end();
    return new CandleForecast(time, prices);
  }

  /** As many numbers of each kind as there are epochs; learning rates may be missing. */
  private static List<ResultFile.EpochRecord> history(StrictObject object, int epochs)
      throws ResultFileException {
    double[] losses = object.numbers("trainingLoss", epochs, 0, EvaluationJson.HUGE);
    double[] errors = object.numbers("validationRmse", epochs, 0, EvaluationJson.HUGE);
    double[] rates = new double[epochs];
    Arrays.fill(rates, Double.NaN);
    if (object.has("learningRate")) {
      rates = object.numbers("learningRate", epochs, 0, EvaluationJson.HUGE);
    }
    object.end();
    List<ResultFile.EpochRecord> history = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      history.add(ResultFile.EpochRecord.of(i + 1, losses[i], errors[i], rates[i]));
    }
    return history;
  }

  private static Provenance provenance(StrictObject object) throws ResultFileException {
    Provenance provenance =
        new Provenance(
            object.text("gridcastVersion"),
            object.text("engine"),
            object.text("engineVersion"),
            object.sha256("datasetSha256"),
            object.sha256("parametersSha256"),
            object.sha256("modelSha256"),
            object.whole("seed"),
            object.text("java"),
            object.text("os"),
            object.text("arch"),
            object.text("cpu"),
            object.instant("startedAt"),
            object.instant("finishedAt"));
    object.end();
    return provenance;
  }
}
