package dev.gridcast.trainer.work.predecessor;

import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The predecessor's {@code time-series.csv}: a header {@code TIMESTAMP} and the columns' names, all
 * separated by three spaces, then rows of numbers that begin with milliseconds since 1970.
 *
 * <p>It is rewritten with commas, line by line, and read by the one reader of tables, so that the
 * same mistakes are found by the same words, with the line that they stand in.
 */
final class SeriesFile {

  static final String TIME = "TIMESTAMP";

  private static final String SEPARATOR = "   ";
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final int SHOWN_CHARACTERS = 40;

  private final byte[] bytes;
  private final String source;
  private final ByteArrayOutputStream commas;
  private List<String> header = List.of();

  private SeriesFile(byte[] bytes, String source) {
    this.bytes = bytes;
    this.source = source;
    this.commas = new ByteArrayOutputStream(bytes.length + 1);
  }

  /**
   * Reads it.
   *
   * @throws SeriesException that names the file, the line and the column
   */
  static TimeSeries parse(byte[] bytes, String source) throws SeriesException {
    if (bytes.length > ReadOptions.DEFAULT_MAX_BYTES) {
      throw new SeriesException(
          source + " is larger than the limit of " + ReadOptions.DEFAULT_MAX_BYTES + " bytes");
    }
    SeriesFile file = new SeriesFile(bytes, source);
    file.rewrite();
    return SeriesCsv.parse(
        file.commas.toByteArray(),
        source,
        ReadOptions.defaults().withTimeColumn(file.header.get(0)));
  }

  private void rewrite() throws SeriesException {
    int line = 1;
    for (int start = 0; start < bytes.length; line++) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      if (line == 1) {
        text = withoutMark(text);
      }
      if (!text.isBlank()) {
        addLine(line, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
      }
      commas.write('\n');
      start = end + 1;
    }
    if (header.isEmpty()) {
      throw new SeriesException(source + " is empty; it needs a header and rows");
    }
  }

  /** A byte order mark, as bytes. */
  private static String withoutMark(String text) {
    return text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
  }

  private void addLine(int line, String text) throws SeriesException {
    if (text.indexOf(',') >= 0 || text.indexOf('"') >= 0) {
      throw at(
          line,
          "holds a comma or a quote, but a file that belongs to such a parameters.csv is separated"
              + " by spaces: "
              + shown(text.strip()));
    }
    List<String> fields = Arrays.asList(SPACES.split(text.strip()));
    if (header.isEmpty()) {
      if (line != 1 || !fields.get(0).equalsIgnoreCase(TIME)) {
        throw at(line, "the header must begin with " + TIME + ", not " + shown(fields.get(0)));
      }
      header = fields;
    } else {
      checkCount(line, text, fields);
      if (!WHOLE.matcher(fields.get(0)).matches()) {
        throw at(
            line,
            "column \""
                + header.get(0)
                + "\": "
                + shown(fields.get(0))
                + " is not a time in milliseconds since 1970, like 1502942400000");
      }
    }
    commas.writeBytes(String.join(",", fields).getBytes(StandardCharsets.ISO_8859_1));
  }

  private void checkCount(int line, String text, List<String> fields) throws SeriesException {
    if (fields.size() == header.size()) {
      return;
    }
    List<String> cells = Arrays.asList(text.split(SEPARATOR, -1));
    int empty = cells.indexOf("");
    if (cells.size() == header.size() && empty >= 0) {
      throw at(
          line,
          "column \""
              + header.get(empty)
              + "\": the cell is empty; fill in the number or remove the row");
    }
    throw at(
        line,
        fields.size()
            + " fields where the header has "
            + header.size()
            + "; every row needs one field per column");
  }

  private SeriesException at(int line, String what) {
    return new SeriesException(source + ":" + line + ": " + what);
  }

  private static String shown(String text) {
    String decoded =
        new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
            .replaceAll("\\p{Cntrl}", "\uFFFD");
    return '"'
        + (decoded.length() > SHOWN_CHARACTERS
            ? decoded.substring(0, SHOWN_CHARACTERS) + "…"
            : decoded)
        + '"';
  }
}
