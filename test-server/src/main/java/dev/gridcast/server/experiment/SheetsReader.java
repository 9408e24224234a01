package dev.gridcast.server.experiment;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the key {@code sheets}. */
final class SheetsReader {

  private static final List<String> KEYS = List.of("key-file", "spreadsheet", "share-with");

  private SheetsReader() {}

  /**
   * @param source the experiment file: the key file is looked up beside it
   */
  static Optional<SheetsPlan> read(Optional<Value> given, Path source) throws ExperimentException {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Section section = given.get().section(KEYS);
    Path keyFile =
        path(
            section.require(
                "key-file", "write the JSON file of the service account's key (docs/sheets.md)"),
            source);
    List<String> spreadsheets = new ArrayList<>();
    Optional<Value> written = section.find("spreadsheet");
    if (written.isPresent()) {
      for (Value value : written.get().listOrOne()) {
        String id = SheetsPlan.spreadsheetId(value.text()).orElseThrow(() -> noId(value));
        if (spreadsheets.contains(id)) {
          throw value.problem("the spreadsheet " + id + " is there twice; remove one");
        }
        spreadsheets.add(id);
      }
    }
    List<String> shareWith = new ArrayList<>();
    Optional<Value> people = section.find("share-with");
    if (people.isPresent()) {
      for (Value value : people.get().listOrOne()) {
        if (!SheetsPlan.isEmail(value.text())) {
          throw value.problem(Value.quoted(value.text()) + " is not an e-mail address");
        }
        shareWith.add(value.text());
      }
    }
    if (spreadsheets.isEmpty() && shareWith.isEmpty()) {
      throw given
          .get()
          .problem(
              "give the id or address of a spreadsheet, or, to have one made, the e-mail addresses"
                  + " in share-with");
    }
    return Optional.of(new SheetsPlan(keyFile, spreadsheets, shareWith));
  }

  private static ExperimentException noId(Value value) {
    String text;
    try {
      text = value.text();
    } catch (ExperimentException e) {
      return e;
    }
    return value.problem(
        Value.quoted(text)
            + " is not a spreadsheet's id; copy its address from the browser, or the part of it"
            + " between /d/ and /edit");
  }

  private static Path path(Value value, Path source) throws ExperimentException {
    try {
      return source.resolveSibling(value.text());
    } catch (InvalidPathException e) {
      throw value.problem(Value.quoted(value.text()) + " is not a path: " + e.getReason(), e);
    }
  }
}
