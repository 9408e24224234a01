package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.SheetsPlan;
import dev.gridcast.server.report.sheets.SheetsTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the mirror in Google Sheets is: the options, over what the experiment file says. */
final class SheetsOption {

  @Option(
      names = "--sheets-key",
      paramLabel = "FILE",
      description =
          "The JSON file of a Google service account's key: the results are mirrored in Google"
              + " Sheets (docs/sheets.md). Default: what the experiment file says, else no mirror.")
  private @Nullable Path key;

  @Option(
      names = "--sheets-spreadsheet",
      paramLabel = "ID",
      description =
          "The id or address of a spreadsheet that is shared with the service account. Given again:"
              + " the next one, for when the first is full.")
  private List<String> spreadsheets = List.of();

  @Option(
      names = "--sheets-share-with",
      paramLabel = "EMAIL",
      description =
          "Who gets the spreadsheets that the server makes: the first, when no spreadsheet is given,"
              + " and further ones. May be given more than once.")
  private List<String> people = List.of();

  @Option(
      names = "--google-root",
      paramLabel = "URL",
      hidden = true, // a stand-in on this machine, for tests
      description = "Where the Sheets and Drive APIs are.")
  private @Nullable URI google;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before anybody asks
  SheetsOption() {}

  /**
   * Where the mirror is; empty when there is to be none. What an option says counts instead of what
   * the experiment file says under the same name.
   *
   * @param dataDirectory of the server, which remembers the spreadsheets
   * @throws UserError when something is missing or cannot be
   */
  Optional<SheetsTarget> target(Optional<SheetsPlan> written, Path dataDirectory) throws UserError {
    Optional<Path> keyFile = Optional.ofNullable(key).or(() -> written.map(SheetsPlan::keyFile));
    if (keyFile.isEmpty()) {
      if (!spreadsheets.isEmpty() || !people.isEmpty()) {
        throw UserError.badInput(
            "a mirror in Google Sheets needs the service account's key: give it with --sheets-key"
                + " (docs/sheets.md)");
      }
      return Optional.empty();
    }
    List<String> ids = ids(written);
    List<String> shareWith =
        people.isEmpty() ? written.map(SheetsPlan::shareWith).orElse(List.of()) : people;
    for (String person : shareWith) {
      if (!SheetsPlan.isEmail(person)) {
        throw UserError.badInput("--sheets-share-with: " + person + " is not an e-mail address");
      }
    }
    if (ids.isEmpty() && shareWith.isEmpty()) {
      throw UserError.badInput(
          "where is the mirror to be? give the id of a spreadsheet with --sheets-spreadsheet, or,"
              + " to have one made, an e-mail address with --sheets-share-with");
    }
    return Optional.of(
        new SheetsTarget(
            keyFile.get(),
            ids,
            shareWith,
            dataDirectory.resolve(SheetsTarget.MEMORY),
            google == null ? SheetsTarget.Google.REAL : SheetsTarget.Google.at(google)));
  }

  private List<String> ids(Optional<SheetsPlan> written) throws UserError {
    if (spreadsheets.isEmpty()) {
      return written.map(SheetsPlan::spreadsheets).orElse(List.of());
    }
    List<String> ids = new ArrayList<>();
    for (String text : spreadsheets) {
      ids.add(
          SheetsPlan.spreadsheetId(text)
              .orElseThrow(
                  () ->
                      UserError.badInput(
                          "--sheets-spreadsheet: "
                              + text
                              + " is not a spreadsheet's id; copy its address from the browser, or"
                              + " the part of it between /d/ and /edit")));
    }
    return ids;
  }

  /**
   * Like {@link #target}, for commands that are about the mirror alone.
   *
   * @param experimentFile the experiment, if it was given
   */
  Optional<Experiment> experiment(@Nullable Path experimentFile) throws UserError {
    return experimentFile == null ? Optional.empty() : Optional.of(RunCommand.load(experimentFile));
  }

  /** The target that must be there. */
  SheetsTarget required(Optional<Experiment> experiment, Path dataDirectory) throws UserError {
    Optional<SheetsTarget> target = target(experiment.flatMap(Experiment::sheets), dataDirectory);
    if (target.isEmpty()) {
      throw UserError.badInput(
          experiment.isPresent()
              ? "the experiment file has no sheets: section; write one, or give --sheets-key and"
                  + " --sheets-spreadsheet (docs/sheets.md)"
              : "which mirror? give the experiment file, or --sheets-key and --sheets-spreadsheet"
                  + " (docs/sheets.md)");
    }
    return target.get();
  }
}
