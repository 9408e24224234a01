package dev.gridcast.server.report.sheets;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the mirror is and who may write it.
 *
 * @param keyFile the JSON file of the service account's key
 * @param spreadsheets ids of spreadsheets that people made and shared with the service account, in
 *     the order in which they are to be filled; empty when one is to be made
 * @param shareWith the e-mail addresses of those with whom spreadsheets are shared that the mirror
 *     makes; it makes none when there is nobody
 * @param memory the file that remembers which spreadsheets there are
 * @param google where Google is
 */
public record SheetsTarget(
    Path keyFile, List<String> spreadsheets, List<String> shareWith, Path memory, Google google) {

  /** The name of {@code memory} in the data directory of a server. */
  public static final String MEMORY = "sheets.json";

  public SheetsTarget {
    spreadsheets = List.copyOf(spreadsheets);
    shareWith = List.copyOf(shareWith);
    if (spreadsheets.isEmpty() && shareWith.isEmpty()) {
      throw new IllegalArgumentException("neither a spreadsheet nor anybody to share one with");
    }
  }

  /** The address of a spreadsheet in a browser. */
  public static String address(String id) {
    return "https://docs.google.com/spreadsheets/d/" + id + "/edit";
  }

  /**
   * Where Google is, and how much fits in there.
   *
   * @param sheets the root of the Sheets API, ending in a slash
   * @param drive the root of the Drive API, ending in a slash
   * @param patience how long an answer may take
   * @param cells how many cells a spreadsheet can have
   */
  public record Google(URI sheets, URI drive, Duration patience, long cells) {

    /** The real one. */
    public static final Google REAL =
        new Google(
            URI.create("https://sheets.googleapis.com/"),
            URI.create("https://www.googleapis.com/"),
            Duration.ofSeconds(60),
            10_000_000);

    /** Something that speaks like it, for both APIs. */
    public static Google at(URI root) {
      return new Google(root, root, REAL.patience, REAL.cells);
    }

    /** Something smaller. */
    Google holding(long fewer) {
      return new Google(sheets, drive, patience, fewer);
    }

    /** Something quicker. */
    Google answeringWithin(Duration time) {
      return new Google(sheets, drive, time, cells);
    }
  }
}
