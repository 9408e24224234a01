package dev.gridcast.client.preference;

import dev.gridcast.client.cache.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the last order over a restart: a person who has paused the client means it. */
final class ManualOrderFile {

  private static final Logger log = LoggerFactory.getLogger(ManualOrderFile.class);
  private static final String SNOOZED = "snoozed until ";
  private static final String PAUSED = "paused";

  private final Path file;

  ManualOrderFile(Path file) {
    this.file = file;
  }

  /** The order; a file that cannot be understood counts as a pause, which harms nobody. */
  ManualOrder read() {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return new ManualOrder.None();
    } catch (IOException e) {
      log.warn("{} cannot be read: the client is paused", file, e);
      return new ManualOrder.Paused();
    }
    if (text.startsWith(SNOOZED)) {
      try {
        return new ManualOrder.Snoozed(Instant.parse(text.substring(SNOOZED.length())));
      } catch (DateTimeException e) {
        log.warn("{} holds no time: \"{}\"; the client is paused", file, text);
        return new ManualOrder.Paused();
      }
    }
    if (!text.equals(PAUSED)) {
      log.warn("{} holds no order: \"{}\"; the client is paused", file, text);
    }
    return new ManualOrder.Paused();
  }

  void write(ManualOrder order) throws IOException {
    if (order instanceof ManualOrder.None) {
      Files.deleteIfExists(file);
    } else {
      String text =
          order instanceof ManualOrder.Snoozed snoozed ? SNOOZED + snoozed.until() : PAUSED;
      DurableFiles.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
