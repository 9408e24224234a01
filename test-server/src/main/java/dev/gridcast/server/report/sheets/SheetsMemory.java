package dev.gridcast.server.report.sheets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which spreadsheets a mirror has, in a small JSON file that is replaced as a whole. Without it the
 * rows of a big experiment would be written into other spreadsheets after a restart.
 */
final class SheetsMemory {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private String experiment = "";
  private OptionalLong rows = OptionalLong.empty();
  private final SortedMap<Long, Known> books = new TreeMap<>();

  /**
   * A spreadsheet of the mirror.
   *
   * @param id by which Google knows it
   * @param width how many columns of its results are ours
   * @param made whether the mirror made it itself
   */
  record Known(String id, int width, boolean made) {}

  private SheetsMemory(Path file) {
    this.file = file;
  }

  /**
   * What is remembered of an experiment; nothing if the file is not there, or of another one.
   *
   * @param experiment what its results are known by
   */
  static SheetsMemory load(Path file, String experiment) throws SheetsFault {
    SheetsMemory memory = new SheetsMemory(file);
    try {
      if (Files.exists(file)) {
        memory.read(JSON.readTree(Files.readString(file, UTF_8)));
      }
    } catch (JsonProcessingException e) {
      throw memory.trouble("is damaged");
    } catch (IOException e) {
      throw memory.trouble("cannot be read (" + e + ")");
    }
    if (!memory.experiment.equals(experiment)) {
      memory.forget();
      memory.experiment = experiment;
    }
    return memory;
  }

  private SheetsFault trouble(String what) {
    return new SheetsFault(
        Kind.MEMORY,
        "the file "
            + file
            + ", which remembers the spreadsheets, "
            + what
            + "; mend that, or delete the file if the mirror has one spreadsheet only");
  }

  private void read(JsonNode root) throws SheetsFault {
    experiment = root.path("experiment").asText();
    if (root.path("rowsPerSpreadsheet").canConvertToLong()) {
      rows = OptionalLong.of(root.path("rowsPerSpreadsheet").asLong());
    }
    for (JsonNode book : root.path("spreadsheets")) {
      if (!book.path("number").canConvertToLong() || !book.path("id").isTextual()) {
        throw trouble("is damaged");
      }
      books.put(
          book.path("number").asLong(),
          new Known(
              book.path("id").asText(),
              book.path("columns").asInt(),
              book.path("made").asBoolean()));
    }
  }

  /** Forgets all spreadsheets, until the next {@link #save} only in memory. */
  void forget() {
    rows = OptionalLong.empty();
    books.clear();
  }

  /** Forgets one that is gone. */
  void forget(long number) throws SheetsFault {
    books.remove(number);
    save();
  }

  /** How many cases each spreadsheet holds, once that was settled. */
  OptionalLong rows() {
    return rows;
  }

  /** Settles how many cases each spreadsheet holds. */
  void settle(long count) throws SheetsFault {
    rows = OptionalLong.of(count);
    save();
  }

  Optional<Known> book(long number) {
    return Optional.ofNullable(books.get(number));
  }

  /** The ids of all of them, by number. */
  List<String> ids() {
    return books.values().stream().map(Known::id).toList();
  }

  /** All of them by number. */
  SortedMap<Long, Known> books() {
    return new TreeMap<>(books);
  }

  void put(long number, Known book) throws SheetsFault {
    if (!book.equals(books.put(number, book))) {
      save();
    }
  }

  private void save() throws SheetsFault {
    ObjectNode root = JSON.createObjectNode();
    root.put("experiment", experiment);
    rows.ifPresent(count -> root.put("rowsPerSpreadsheet", count));
    ArrayNode list = root.putArray("spreadsheets");
    for (Map.Entry<Long, Known> entry : books.entrySet()) {
      ObjectNode book = list.addObject();
      book.put("number", entry.getKey());
      book.put("id", entry.getValue().id());
      book.put("columns", entry.getValue().width());
      book.put("made", entry.getValue().made());
    }
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      try {
        Files.writeString(
            draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n", UTF_8);
        Files.move(
            draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw trouble("cannot be written (" + e + ")");
    }
  }
}
