package dev.gridcast.client.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The language of {@code trainer serve}: one JSON object per line, each with an {@code event}. The
 * trainer may be anybody's by now: what is no event is noted and otherwise ignored.
 */
final class ServeLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Who hears of the events, on the thread that reads. */
  interface Hearer {
    /**
     * It takes orders.
     *
     * @param engines those that it can train with, for the log; what trained a case is for its
     *     result to say
     */
    void onReady(String version, String engines);

    void onEpoch(String job, EpochProgress progress);

    /**
     * The trainer is through with a job.
     *
     * @param exitCode as of {@code trainer run}
     * @param seconds what the trainer says it took; finite, not negative
     */
    void onJobEnded(String job, int exitCode, double seconds);

    /** Something was said that is no event; one line. */
    void onNote(String line);
  }

  private final Hearer hearer;

  ServeLines(Hearer hearer) {
    this.hearer = hearer;
  }

  /** The order for a job, one line with its end. */
  static String order(String job, String input, String output) {
    ObjectNode order = JSON.createObjectNode();
    order.put("job", job).put("input", input).put("output", output);
    return order + "\n";
  }

  /** Reads to the end of the stream, in bounded memory. */
  void readAll(InputStream in) throws IOException {
    new BoundedLines(
            ProgressLines.MAX_LINE_BYTES,
            this::line,
            text -> hearer.onNote(ProgressLines.tooLong(text)))
        .readAll(in);
  }

  private void line(String text) {
    if (!isEvent(text)) {
      hearer.onNote("stdout: no event: " + ProgressLines.excerptOf(text));
    }
  }

  private boolean isEvent(String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return false;
    }
    JsonNode job = node.path("job");
    switch (node.path("event").asText("")) {
      case "ready" -> {
        hearer.onReady(node.path("gridcastVersion").asText(""), enginesOf(node));
        return true;
      }
      case "epoch" -> {
        Optional<EpochProgress> progress = ProgressLines.progressOf(node);
        if (!job.isTextual() || progress.isEmpty()) {
          return false;
        }
        hearer.onEpoch(job.textValue(), progress.get());
        return true;
      }
      case "ended" -> {
        JsonNode code = node.path("exitCode");
        double seconds = node.path("seconds").asDouble(-1);
        if (!job.isTextual() || !code.isInt() || !(seconds >= 0) || Double.isInfinite(seconds)) {
          return false;
        }
        hearer.onJobEnded(job.textValue(), code.intValue(), seconds);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  /** One word, as the first trainers wrote it, or a list of them. */
  private static String enginesOf(JsonNode ready) {
    JsonNode engines = ready.path("engines");
    if (!engines.isArray()) {
      return ready.path("engine").asText("");
    }
    List<String> names = new ArrayList<>();
    engines.forEach(engine -> names.add(engine.asText("")));
    return String.join(", ", names);
  }
}
