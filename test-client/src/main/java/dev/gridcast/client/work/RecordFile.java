package dev.gridcast.client.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridcast.client.work.VolunteerRecord.Tally;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The text of {@code record.json}. A person may read it, and may have written into it. */
final class RecordFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  /** What the file holds. */
  record Content(Map<VolunteerRecord.Key, VolunteerRecord.Entry> entries, Tally earlier) {}

  private RecordFile() {}

  static byte[] write(Content content) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    ArrayNode list = root.putArray("experiments");
    content
        .entries()
        .forEach(
            (key, entry) -> {
              ObjectNode node = list.addObject();
              node.put("server", key.server());
              node.put("experiment", key.experiment());
              node.put("lastAt", entry.lastAt().toString());
              put(node, entry.tally());
              ObjectNode waiting = node.putObject("waitingSeconds");
              entry.waiting().forEach(waiting::put);
              ObjectNode judged = node.putObject("judged");
              entry
                  .judged()
                  .forEach(
                      (lease, one) ->
                          judged
                              .putObject(lease)
                              .put("standing", word(one.standing()))
                              .put("seconds", one.seconds()));
            });
    put(root.putObject("earlier"), content.earlier());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it is not what {@link #write} writes; the message says where
   */
  static Content read(byte[] json) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
    }
    long version = whole(root, "version");
    if (version != VERSION) {
      throw new IOException("version must be " + VERSION + ": " + version);
    }
    Map<VolunteerRecord.Key, VolunteerRecord.Entry> entries = new LinkedHashMap<>();
    for (JsonNode node : field(root, "experiments")) {
      Map<String, Double> waiting = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> one : field(node, "waitingSeconds").properties()) {
        waiting.put(one.getKey(), number(field(node, "waitingSeconds"), one.getKey()));
      }
      entries.put(
          new VolunteerRecord.Key(text(node, "server"), text(node, "experiment")),
          new VolunteerRecord.Entry(tally(node), waiting, judged(node), instant(node)));
    }
    return new Content(entries, tally(field(root, "earlier")));
  }

  /** Files of earlier releases lack it. */
  private static Map<String, VolunteerRecord.Judged> judged(JsonNode entry) throws IOException {
    Map<String, VolunteerRecord.Judged> judged = new LinkedHashMap<>();
    if (entry.has("judged")) {
      for (Map.Entry<String, JsonNode> one : field(entry, "judged").properties()) {
        judged.put(
            one.getKey(),
            new VolunteerRecord.Judged(
                standing(one.getValue()), number(one.getValue(), "seconds")));
      }
    }
    return judged;
  }

  private static VolunteerRecord.Standing standing(JsonNode node) throws IOException {
    String text = text(node, "standing");
    for (VolunteerRecord.Standing standing : VolunteerRecord.Standing.values()) {
      if (word(standing).equals(text)) {
        return standing;
      }
    }
    throw new IOException("standing must be verified, rejected or uncounted: " + text);
  }

  private static String word(VolunteerRecord.Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }

  private static void put(ObjectNode node, Tally tally) {
    node.put("verified", tally.verified());
    node.put("rejected", tally.rejected());
    node.put("creditSeconds", tally.creditSeconds());
  }

  private static Tally tally(JsonNode node) throws IOException {
    return new Tally(
        whole(node, "verified"), whole(node, "rejected"), number(node, "creditSeconds"));
  }

  private static Instant instant(JsonNode node) throws IOException {
    String text = text(node, "lastAt");
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IOException("lastAt must be an instant of ISO-8601: " + text, e);
    }
  }

  private static String text(JsonNode node, String name) throws IOException {
    JsonNode value = field(node, name);
    if (!value.isTextual()) {
      throw new IOException(name + " must be text: " + value);
    }
    return value.textValue();
  }

  private static long whole(JsonNode node, String name) throws IOException {
    JsonNode value = field(node, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new IOException(name + " must be a whole number that is not negative: " + value);
    }
    return value.longValue();
  }

  private static double number(JsonNode node, String name) throws IOException {
    JsonNode value = field(node, name);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue()) || value.doubleValue() < 0) {
      throw new IOException(name + " must be a number that is not negative: " + value);
    }
    return value.doubleValue();
  }

  private static JsonNode field(JsonNode node, String name) throws IOException {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IOException(name + " is missing");
    }
    return value;
  }
}
