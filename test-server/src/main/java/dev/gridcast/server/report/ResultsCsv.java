package dev.gridcast.server.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Every case that was ever leased, one row each, as RFC 4180: CRLF, UTF-8, dot decimals, ISO-8601
 * times in UTC, whatever the machine's locale. The columns and their order depend on the experiment
 * alone, never on the rows; what is not known is empty. Needs constant memory.
 */
public final class ResultsCsv {

  private ResultsCsv() {}

  /**
   * Writes the report of this moment; the writer stays open.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Store store, Writer out) throws IOException {
    Streams.text(out, text -> rows(store, text));
  }

  /**
   * Replaces the file as a whole: whoever reads it sees the old report or the new one.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void writeFile(Store store, Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
        write(store, out);
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft); // half a report, when the disk is full
    }
  }

  private static void rows(Store store, Writer text) throws IOException {
    // Not closed: that would close the caller's stream. It buffers nothing that flush leaves
    // behind.
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    store.<Boolean>read(
        reader -> {
          List<Column> columns = Column.of(store.experiment(), Floor.of(reader));
          csv.writeRecord(columns.stream().map(Column::name).toList());
          reader.forEachCase(report -> csv.writeRecord(fields(columns, report)));
          return true;
        });
    csv.flush();
  }

  private static List<String> fields(List<Column> columns, CaseReport report) {
    return columns.stream().map(column -> column.text().apply(report)).toList();
  }
}
