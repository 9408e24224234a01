package dev.gridcast.server.report.sheets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of an experiment file as whoever sees the spreadsheet may read it. */
final class PublicText {

  private static final Pattern SHEETS = Pattern.compile("[\"']?sheets[\"']?\\s*:.*");

  private PublicText() {}

  /**
   * The lines without the section {@code sheets:}: it says where the key lies and whom the
   * spreadsheet is shared with, which is nobody else's business and nothing about the experiment.
   */
  static List<String> of(String specification) {
    List<String> told = new ArrayList<>();
    boolean within = false;
    for (String line : specification.lines().toList()) {
      if (SHEETS.matcher(line).matches()) {
        within = true;
        told.add("# sheets: is left out here");
      } else if (within && !line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
        within = isPartOfIt(line);
      }
      if (!within) {
        told.add(line);
      }
    }
    return told;
  }

  /** A comment, an item of a list, or the end of a bracket that was opened before. */
  private static boolean isPartOfIt(String line) {
    return "#-}]".indexOf(line.charAt(0)) >= 0;
  }
}
