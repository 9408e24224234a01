package dev.gridcast.trainer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** One line that {@code trainer serve} was sent, understood or not. */
sealed interface JobOrder {

  /** Longest line that is read, in bytes without its end. */
  int MAX_BYTES = 64 << 10;

  /** Longest name of a job, in characters. */
  int MAX_NAME = 200;

  /** The job's name; empty when the line does not say one that can be repeated. */
  String job();

  /** A case to train. */
  record Train(String job, WorkFolder folder) implements JobOrder {}

  /**
   * No case: the line is wrong.
   *
   * @param reason one line for people
   */
  record Refused(String job, String reason) implements JobOrder {}

  /** Understands exactly {@code {"job":"NAME","input":"PATH","output":"PATH"}}. */
  static JobOrder parse(byte[] line) {
    JsonNode order;
    try (JsonParser parser = Lines.JSON.createParser(line)) {
      order = Lines.JSON.readTree(parser);
      if (order == null || !order.isObject() || parser.nextToken() != null) {
        return new Refused("", "it is not one JSON object");
      }
    } catch (JsonProcessingException e) {
      return new Refused("", "it is not JSON: " + Lines.printable(e.getOriginalMessage()));
    } catch (IOException e) {
      return new Refused("", "it is not JSON: " + Lines.printable(String.valueOf(e.getMessage())));
    }
    String job = Lines.name(order.path("job"));
    if (job.isEmpty()) {
      return new Refused(
          job, "\"job\" must be a name of 1 to " + MAX_NAME + " characters on one line");
    }
    Set<String> keys = new TreeSet<>();
    order.fieldNames().forEachRemaining(keys::add);
    if (!keys.equals(Lines.KEYS)) {
      return new Refused(
          job,
          "it must have exactly the keys job, input and output: " + Lines.printable("" + keys));
    }
    try {
      return new Train(
          job, new WorkFolder(Lines.path(order, "input"), Lines.path(order, "output")));
    } catch (InvalidPathException e) {
      return new Refused(job, Lines.printable(String.valueOf(e.getMessage())));
    }
  }

  /** How a line is read. */
  final class Lines {

    private static final Set<String> KEYS = Set.of("job", "input", "output");
    private static final int PRINTED = 200;

    private static final ObjectMapper JSON =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(4)
                        .maxStringLength(MAX_BYTES)
                        .maxDocumentLength(MAX_BYTES)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());

    private Lines() {}

    private static String name(JsonNode node) {
      String name = node.isTextual() ? node.textValue() : "";
      return name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl) ? "" : name;
    }

    private static Path path(JsonNode order, String key) {
      JsonNode node = order.path(key);
      if (!node.isTextual() || node.textValue().isBlank()) {
        throw new InvalidPathException(node.toString(), "\"" + key + "\" must be a path");
      }
      return Path.of(node.textValue());
    }

    /** Quotes what somebody sent: one line, bounded, no control character for a terminal. */
    private static String printable(String text) {
      String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
      return line.length() > PRINTED ? line.substring(0, PRINTED) + "…" : line;
    }
  }
}
