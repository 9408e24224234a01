package dev.gridcast.server.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That the results are to be mirrored in Google Sheets, and where. It changes nothing about the
 * cases or the data.
 *
 * @param keyFile the JSON file with the service account's key
 * @param spreadsheets ids of spreadsheets that are shared with the service account, in the order in
 *     which they are to be filled; may be empty
 * @param shareWith e-mail addresses of those with whom spreadsheets are shared that the server
 *     makes; may be empty, but not both
 */
public record SheetsPlan(Path keyFile, List<String> spreadsheets, List<String> shareWith) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{20,100}");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https://docs\\.google\\.com/spreadsheets/(?:u/[0-9]+/)?d/([^/?#]+)([/?#].*)?");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@.,;]+");

  public SheetsPlan {
    spreadsheets = List.copyOf(spreadsheets);
    shareWith = List.copyOf(shareWith);
  }

  /** The id of a spreadsheet, out of itself or its address in a browser; empty if it is neither. */
  public static Optional<String> spreadsheetId(String text) {
    Matcher address = ADDRESS.matcher(text.strip());
    String id = address.matches() ? address.group(1) : text.strip();
    return ID.matcher(id).matches() ? Optional.of(id) : Optional.empty();
  }

  /** Whether something can be shared with that. */
  public static boolean isEmail(String text) {
    return text.length() <= 254 && EMAIL.matcher(text).matches();
  }
}
