package dev.gridcast.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridcast.server.store.LabelScore;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Score;
import dev.gridcast.server.store.StoreException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The columns that hold small structures as JSON: read whole, never searched. */
final class JsonText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private JsonText() {}

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

  static String ofScore(Score score) {
    ObjectNode node = JSON.createObjectNode().put("rmse", score.rmse());
    score.directionalAccuracy().ifPresent(share -> node.put("directionalAccuracy", share));
    ObjectNode labels = node.putObject("perLabel");
    score
        .perLabel()
        .forEach(
            (label, errors) -> {
              ObjectNode figures =
                  labels.putObject(label).put("rmse", errors.rmse()).put("mae", errors.mae());
              errors.mape().ifPresent(percent -> figures.put("mape", percent));
            });
    return write(node);
  }

  static Score score(String text) {
    JsonNode node = read(() -> JSON.readTree(text), text);
    Map<String, LabelScore> labels = new LinkedHashMap<>();
    node.required("perLabel")
        .properties()
        .forEach(
            entry ->
                labels.put(
                    entry.getKey(),
                    new LabelScore(
                        entry.getValue().required("rmse").doubleValue(),
                        entry.getValue().required("mae").doubleValue(),
                        optional(entry.getValue(), "mape"))));
    return new Score(
        node.required("rmse").doubleValue(), optional(node, "directionalAccuracy"), labels);
  }

  private static OptionalDouble optional(JsonNode node, String name) {
    return node.has(name)
        ? OptionalDouble.of(node.required(name).doubleValue())
        : OptionalDouble.empty();
  }

  static String ofCandle(NextCandle candle) {
    ObjectNode node = JSON.createObjectNode().put("time", candle.time().toString());
    ObjectNode values = node.putObject("values");
    candle.values().forEach(values::put);
    return write(node);
  }

  static NextCandle candle(String text) {
    JsonNode node = read(() -> JSON.readTree(text), text);
    Map<String, Double> values = new LinkedHashMap<>();
    node.required("values")
        .properties()
        .forEach(entry -> values.put(entry.getKey(), entry.getValue().doubleValue()));
    return new NextCandle(Instant.parse(node.required("time").textValue()), values);
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
