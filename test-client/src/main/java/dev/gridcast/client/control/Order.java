package dev.gridcast.client.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Iterator;

/**
 * What a volunteer asks of a client that runs, as one line of JSON: {@code {"order":"pause"}},
 * {@code {"order":"snooze","seconds":7200}}. Who sends it may be anybody's program: whatever is not
 * exactly an order is refused.
 */
public sealed interface Order {

  /** The longest snooze, 30 days; whoever wants more wants to end the client. */
  Duration LONGEST_SNOOZE = Duration.ofDays(30);

  /** The most bytes of an order. */
  int MAX_BYTES = 1024;

  /** Asks what the client does. */
  record Status() implements Order {}

  /** Freezes what trains. */
  record Pause() implements Order {}

  /** Goes on. */
  record Resume() implements Order {}

  /**
   * Pauses for a while.
   *
   * @param time at least a second, at most {@link #LONGEST_SNOOZE}
   */
  record Snooze(Duration time) implements Order {

    public Snooze {
      if (time.toSeconds() < 1 || time.compareTo(LONGEST_SNOOZE) > 0) {
        throw new IllegalArgumentException(
            "a snooze must last between 1 second and 30 days: " + time.toSeconds() + " s");
      }
    }
  }

  /** Ends the client after the cases in hand. */
  record StopAfterThisCase() implements Order {}

  /** Reads the preferences anew. */
  record ReloadPreferences() implements Order {}

  /** The order as one line of JSON, without the line's end. */
  default String toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode().put("order", word());
    if (this instanceof Snooze snooze) {
      json.put("seconds", snooze.time().toSeconds());
    }
    return json.toString();
  }

  private String word() {
    if (this instanceof Status) {
      return "status";
    } else if (this instanceof Pause) {
      return "pause";
    } else if (this instanceof Resume) {
      return "resume";
    } else if (this instanceof Snooze) {
      return "snooze";
    } else if (this instanceof StopAfterThisCase) {
      return "stop-after-this-case";
    }
    return "reload-preferences";
  }

  /**
   * Reads an order.
   *
   * @throws OrderRefusedException when it is none
   */
  static Order parse(String line) throws OrderRefusedException {
    if (line.length() > MAX_BYTES) {
      throw new OrderRefusedException("an order must have at most " + MAX_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new OrderRefusedException(
          "an order must be one line of JSON: " + e.getOriginalMessage());
    }
    if (json == null || !json.isObject() || !json.path("order").isTextual()) {
      throw new OrderRefusedException("an order must be {\"order\":\"NAME\"}");
    }
    String word = json.get("order").textValue();
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("order") && !(name.equals("seconds") && word.equals("snooze"))) {
        throw new OrderRefusedException("the order " + word + " has no \"" + name + '"');
      }
    }
    return switch (word) {
      case "status" -> new Status();
      case "pause" -> new Pause();
      case "resume" -> new Resume();
      case "snooze" -> snooze(json.path("seconds"));
      case "stop-after-this-case" -> new StopAfterThisCase();
      case "reload-preferences" -> new ReloadPreferences();
      default ->
          throw new OrderRefusedException(
              "the order \""
                  + word
                  + "\" is unknown; there are status, pause, resume, snooze, stop-after-this-case,"
                  + " reload-preferences");
    };
  }

  private static Snooze snooze(JsonNode seconds) throws OrderRefusedException {
    long most = LONGEST_SNOOZE.toSeconds();
    if (!seconds.isIntegralNumber()
        || !seconds.canConvertToLong()
        || seconds.longValue() < 1
        || seconds.longValue() > most) {
      throw new OrderRefusedException(
          "\"seconds\" of a snooze must be a whole number between 1 and " + most);
    }
    return new Snooze(Duration.ofSeconds(seconds.longValue()));
  }
}
