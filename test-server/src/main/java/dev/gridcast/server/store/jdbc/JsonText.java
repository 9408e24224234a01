package dev.gridcast.server.store.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns that hold small structures as JSON: read whole, never searched. */
final class JsonText {

  /** Most of a report's columns are figures, and most of the time goes into reading them. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build());

  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  /** What was read last: all cases are measured on the same rows, so it mostly comes again. */
  private static volatile @Nullable Known lastBaselines;

  private JsonText() {}

  /** A text and what it says. */
  private record Known(String text, Map<Baseline, Metrics> baselines) {}

  static String ofNames(List<String> names) {
    return write(JSON.valueToTree(names));
  }

  static List<String> names(String text) {
    return read(() -> JSON.readValue(text, NAMES), text);
  }

  static String ofTexts(Map<String, String> texts) {
    return write(JSON.valueToTree(texts));
  }

  static Map<String, String> texts(String text) {
    return read(() -> JSON.readValue(text, TEXTS), text);
  }

  static String ofMetrics(Metrics metrics) {
    return write(node(metrics));
  }

  static Metrics metrics(String text) {
    return metrics(read(() -> JSON.readTree(text), text));
  }

  static String ofBaselines(Map<Baseline, Metrics> baselines) {
    ObjectNode node = JSON.createObjectNode();
    baselines.forEach((baseline, metrics) -> node.set(baseline.key(), node(metrics)));
    return write(node);
  }

  static Map<Baseline, Metrics> baselines(String text) {
    Known last = lastBaselines;
    if (last == null || !last.text().equals(text)) {
      last = new Known(text, Collections.unmodifiableMap(parsedBaselines(text)));
      lastBaselines = last;
    }
    return last.baselines();
  }

  private static Map<Baseline, Metrics> parsedBaselines(String text) {
    JsonNode node = read(() -> JSON.readTree(text), text);
    Map<Baseline, Metrics> baselines = new EnumMap<>(Baseline.class);
    for (Baseline baseline : Baseline.values()) {
      if (node.has(baseline.key())) {
        baselines.put(baseline, metrics(node.required(baseline.key())));
      }
    }
    return baselines;
  }

  private static ObjectNode node(Metrics metrics) {
    ObjectNode node = JSON.createObjectNode();
    put(node, metrics.pooled());
    ObjectNode labels = node.putObject("perLabel");
    metrics.perLabel().forEach((label, errors) -> put(labels.putObject(label), errors.values()));
    return node;
  }

  private static void put(ObjectNode node, Map<Metric, Double> figures) {
    figures.forEach((metric, value) -> node.put(metric.key(), value));
  }

  private static Metrics metrics(JsonNode node) {
    Map<String, LabelMetrics> labels = new LinkedHashMap<>();
    node.required("perLabel")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), new LabelMetrics(figures(entry.getValue()))));
    return new Metrics(figures(node), labels);
  }

  /** Every figure that is there; older releases kept fewer. */
  private static Map<Metric, Double> figures(JsonNode node) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (node.has(metric.key())) {
        figures.put(metric, node.required(metric.key()).doubleValue());
      }
    }
    return figures;
  }

  static String ofForecast(List<NextCandle> forecast) {
    ArrayNode rows = JSON.createArrayNode();
    for (NextCandle row : forecast) {
      ObjectNode values = rows.addObject().put("time", row.time().toString()).putObject("values");
      row.values().forEach(values::put);
    }
    return write(rows);
  }

  static List<NextCandle> forecast(String text) {
    List<NextCandle> rows = new ArrayList<>();
    for (JsonNode row : read(() -> JSON.readTree(text), text)) {
      Map<String, Double> values = new LinkedHashMap<>();
      row.required("values")
          .properties()
          .forEach(entry -> values.put(entry.getKey(), entry.getValue().doubleValue()));
      rows.add(new NextCandle(Instant.parse(row.required("time").textValue()), values));
    }
    return rows;
  }

  private static String write(JsonNode node) {
    return node.toString();
  }

  private static <T> T read(Parse<T> parse, String text) {
    try {
      return parse.get();
    } catch (JsonProcessingException e) {
      throw new StoreException("the store holds JSON that cannot be read: " + text, e);
    }
  }

  private interface Parse<T> {
    T get() throws JsonProcessingException;
  }
}
