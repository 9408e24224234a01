package dev.gridcast.client.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a trainer's standard output: one JSON object per line and epoch. Anything else is no reason
 * to fail, only to take a note.
 */
public final class ProgressLines {

  /** A longer line is no progress. */
  public static final int MAX_LINE_BYTES = 8 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOTE_CHARACTERS = 200;

  private final Consumer<EpochProgress> progress;
  private final Consumer<String> notes;

  /** Tells progress to the one, and whatever is none of it, in one line, to the other. */
  public ProgressLines(Consumer<EpochProgress> progress, Consumer<String> notes) {
    this.progress = progress;
    this.notes = notes;
  }

  /** Reads to the end of the stream, in bounded memory. */
  public void readAll(InputStream in) throws IOException {
    new BoundedLines(MAX_LINE_BYTES, this::line, text -> notes.accept(tooLong(text))).readAll(in);
  }

  private void line(String text) {
    parse(text)
        .ifPresentOrElse(progress, () -> notes.accept("stdout: no progress: " + excerptOf(text)));
  }

  static Optional<EpochProgress> parse(String line) {
    try {
      return progressOf(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The progress that a JSON object tells of, when it does. */
  static Optional<EpochProgress> progressOf(JsonNode node) {
    if (!node.isObject()
        || !node.path("epoch").canConvertToInt()
        || !node.path("epochs").canConvertToInt()
        || !node.path("epoch").isIntegralNumber()
        || !node.path("epochs").isIntegralNumber()
        || !node.path("trainingLoss").isNumber()
        || !node.path("validationRmse").isNumber()
        || !node.path("persistenceRmse").isNumber()
        || !node.path("seconds").isNumber()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EpochProgress(
              node.path("epoch").intValue(),
              node.path("epochs").intValue(),
              node.path("trainingLoss").doubleValue(),
              node.path("validationRmse").doubleValue(),
              node.path("persistenceRmse").doubleValue(),
              node.path("seconds").doubleValue()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String tooLong(String text) {
    return "stdout: a line of more than " + MAX_LINE_BYTES + " bytes: " + excerptOf(text);
  }

  static String excerptOf(String text) {
    return Texts.oneLine(text, NOTE_CHARACTERS);
  }
}
