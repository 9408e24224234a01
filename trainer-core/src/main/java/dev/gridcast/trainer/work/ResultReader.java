package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A result from a {@code result.json} that nobody vouches for. */
final class ResultReader {

  private static final int MAX_LABELS = 256;

  /** Prices beyond this are no prices; squares of it are still far from overflow. */
  private static final double HUGE = 1e100;

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
    int epochs = root.whole("epochs", 1, CaseParameters.MAX_EPOCHS);
    StrictObject training = root.object("training");
    int trainingSamples = training.whole("samples", 1, Integer.MAX_VALUE);
    training.end();
    return new ResultFile.Trained(
        labels,
        validation(root.object("validation"), labels),
        trainingSamples,
        root.has("forecast")
            ? Optional.of(forecast(root.object("forecast"), labels))
            : Optional.empty(),
        root.whole("bestEpoch", 1, epochs),
        epochs,
        root.number("seconds", 0, HUGE),
        root.whole("windowsDroppedAtGaps", 0, Integer.MAX_VALUE),
        history(root.array("history", epochs), epochs),
        provenance(root.object("provenance")));
  }

  private static Evaluation validation(StrictObject object, List<String> labels)
      throws ResultFileException {
    int samples = object.whole("samples", 1, Integer.MAX_VALUE);
    Metrics model = metrics(object, labels);
    StrictObject persistence = object.object("persistence");
    Metrics naive = metrics(persistence, labels);
    persistence.end();
    // Follows from the two errors; what a trainer says of it is read and not believed.
    object.optional("skill", -HUGE, 1);
    object.end();
    return new Evaluation(samples, model, naive);
  }

  private static Metrics metrics(StrictObject object, List<String> labels)
      throws ResultFileException {
    StrictObject perLabel = object.objectOf("perLabel", labels);
    Map<String, LabelMetrics> metrics = new LinkedHashMap<>();
    for (String label : labels) {
      StrictObject one = perLabel.object(label);
      metrics.put(label, new LabelMetrics(figures(one, EnumSet.of(Metric.RMSE, Metric.MAE))));
      one.end();
    }
    return new Metrics(figures(object, EnumSet.of(Metric.RMSE)), metrics);
  }

  private static Map<Metric, Double> figures(StrictObject object, Set<Metric> needed)
      throws ResultFileException {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      double least = Math.max(metric.least(), -HUGE);
      double most = Math.min(metric.most(), HUGE);
      if (needed.contains(metric)) {
        figures.put(metric, object.number(metric.key(), least, most));
      } else {
        object.optional(metric.key(), least, most).ifPresent(value -> figures.put(metric, value));
      }
    }
    return figures;
  }

  private static CandleForecast forecast(StrictObject object, List<String> labels)
      throws ResultFileException {
    Instant time = object.instant("time");
    StrictObject values = object.objectOf("values", labels);
    Map<String, Double> prices = new LinkedHashMap<>();
    for (String label : labels) {
      prices.put(label, values.number(label, -HUGE, HUGE));
    }
    object.end();
    return new CandleForecast(time, prices);
  }

  private static List<ResultFile.EpochRecord> history(JsonNode array, int epochs)
      throws ResultFileException {
    if (array.size() != epochs) {
      throw new ResultFileException(
          "history must have one entry for each of the " + epochs + " epochs: " + array.size());
    }
    List<ResultFile.EpochRecord> history = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      StrictObject entry = new StrictObject("history[" + i + "]", array.get(i));
      history.add(
          new ResultFile.EpochRecord(
              entry.whole("epoch", i + 1, i + 1),
              entry.number("trainingLoss", 0, HUGE),
              entry.number("validationRmse", 0, HUGE)));
      entry.end();
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
