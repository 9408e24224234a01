package dev.gridcast.server.report.sheets;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.SpreadsheetProperties;
import com.google.api.services.sheets.v4.model.UpdateSpreadsheetPropertiesRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Finds out step by step whether the mirror can work, and says each in words. Changes nothing. */
public final class SheetsCheck {

  private final SheetsApi api;
  private final SheetsTarget target;
  private final Optional<String> experiment;
  private final Consumer<String> right;

  private SheetsCheck(
      SheetsApi api, SheetsTarget target, Optional<String> experiment, Consumer<String> right) {
    this.api = api;
    this.target = target;
    this.experiment = experiment;
    this.right = right;
  }

  /**
   * Checks everything.
   *
   * @param experiment what the experiment is known by, if that is known: SHA-256 of its space
   * @param right gets a line for each thing that is as it must be
   * @throws SheetsFault the first thing that is not
   */
  public static void run(
      SheetsTarget target, Optional<String> experiment, Clock clock, Consumer<String> right)
      throws SheetsFault, InterruptedException {
    run(target, experiment, clock, SheetsCheck::sleep, right);
  }

  static void run(
      SheetsTarget target,
      Optional<String> experiment,
      Clock clock,
      Pause pause,
      Consumer<String> right)
      throws SheetsFault, InterruptedException {
    SheetsApi api = Connection.open(target, new NetHttpTransport(), clock, pause);
    new SheetsCheck(api, target, experiment, right).check();
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }

  private void check() throws SheetsFault, InterruptedException {
    right.accept("the key file is a key of " + api.email());
    api.signIn();
    right.accept("Google takes the key");
    for (String id : target.spreadsheets()) {
      spreadsheet(id);
    }
    if (!target.shareWith().isEmpty()) {
      api.made("asked by sheets check");
      right.accept(
          "the Google Drive API answers: spreadsheets can be made and shared with "
              + String.join(", ", target.shareWith()));
    }
    if (experiment.isPresent()) {
      for (String id : SheetsMemory.load(target.memory(), experiment.get()).ids()) {
        if (!target.spreadsheets().contains(id)) {
          spreadsheet(id);
        }
      }
    }
    right.accept(
        "the mirror sends at most "
            + Pace.REQUESTS
            + " reads and "
            + Pace.REQUESTS
            + " writes a minute; Google allows the account 60 of each");
  }

  private void spreadsheet(String id) throws SheetsFault, InterruptedException {
    Spreadsheet found = api.look(id);
    String title = found.getProperties() == null ? "" : found.getProperties().getTitle();
    right.accept("the spreadsheet \"" + title + "\" is there: " + SheetsTarget.address(id));
    if (experiment.isPresent()) {
      Workbook.refuseForeign(found, id, experiment.get());
    }
    // Its own name again: that changes nothing, and only who may edit may do it.
    api.change(
        id,
        List.of(
            new Request()
                .setUpdateSpreadsheetProperties(
                    new UpdateSpreadsheetPropertiesRequest()
                        .setProperties(new SpreadsheetProperties().setTitle(title))
                        .setFields("title"))));
    right.accept("it is shared with " + api.email() + " as an editor");
    List<String> missing = missing(found);
    right.accept(
        missing.isEmpty()
            ? "it has all tabs"
            : "tabs that the mirror makes when it starts: " + String.join(", ", missing));
  }

  private static List<String> missing(Spreadsheet found) {
    List<Integer> ids =
        found.getSheets() == null
            ? List.of()
            : found.getSheets().stream()
                .map(Sheet::getProperties)
                .map(properties -> properties.getSheetId())
                .toList();
    return List.of(Tab.values()).stream()
        .filter(tab -> !ids.contains(tab.id()))
        .map(Tab::title)
        .toList();
  }
}
