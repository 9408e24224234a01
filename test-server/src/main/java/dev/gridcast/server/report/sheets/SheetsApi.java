package dev.gridcast.server.report.sheets;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.drive.Drive;
import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.FileList;
import com.google.api.services.drive.model.Permission;
import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.ValueRange;
import com.google.auth.http.HttpCredentialsAdapter;
import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The few requests that the mirror needs, each sent when the quota allows it, and once: whoever
 * asked decides what is to become of a failure. For one thread.
 */
final class SheetsApi {

  private static final String APPLICATION = "Gridcast";
  private static final String SPREADSHEET = "application/vnd.google-apps.spreadsheet";
  private static final String LABEL = "gridcast";
  private static final Duration CONNECTING = Duration.ofSeconds(15);

  private static final String FIELDS =
      "spreadsheetId,properties.title,developerMetadata(metadataId,metadataKey,metadataValue),"
          + "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)))";

  private final ServiceAccount account;
  private final Sheets sheets;
  private final Drive drive;
  private final Pace pace;
  private final FaultReader faults;

  SheetsApi(
      ServiceAccount account,
      SheetsTarget.Google google,
      HttpTransport transport,
      Clock clock,
      Pause pause) {
    this.account = account;
    this.pace = new Pace(clock, pause);
    this.faults = new FaultReader(account.email(), clock);
    HttpRequestInitializer manners = new Manners(account, google.patience());
    GsonFactory json = GsonFactory.getDefaultInstance();
    this.sheets =
        new Sheets.Builder(transport, json, manners)
            .setRootUrl(google.sheets().toString())
            .setApplicationName(APPLICATION)
            .build();
    this.drive =
        new Drive.Builder(transport, json, manners)
            .setRootUrl(google.drive().toString())
            .setApplicationName(APPLICATION)
            .build();
  }

  /** Signs every request, waits for no answer for ever, and repeats nothing by itself. */
  private record Manners(HttpCredentialsAdapter signer, Duration patience)
      implements HttpRequestInitializer {

    Manners(ServiceAccount account, Duration patience) {
      this(new HttpCredentialsAdapter(account.credentials()), patience);
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
      signer.initialize(request);
      request.setUnsuccessfulResponseHandler(null);
      request.setNumberOfRetries(0);
      request.setConnectTimeout((int) Math.min(CONNECTING.toMillis(), patience.toMillis()));
      request.setReadTimeout((int) patience.toMillis());
      request.setWriteTimeout((int) patience.toMillis());
    }
  }

  /** The address of the service account. */
  String email() {
    return account.email();
  }

  /** Fetches a token, if there is none yet that holds: the key is good when this returns. */
  void signIn() throws SheetsFault {
    try {
      account.credentials().refreshIfExpired();
    } catch (IOException e) {
      throw faults.read(e, "", false);
    }
  }

  /** The tabs of a spreadsheet and what it is marked with, without what is in its cells. */
  Spreadsheet look(String id) throws SheetsFault, InterruptedException {
    pace.read();
    return ask(() -> sheets.spreadsheets().get(id).setFields(FIELDS), id, false);
  }

  /** Changes tabs, all or nothing. */
  void change(String id, List<Request> requests) throws SheetsFault, InterruptedException {
    pace.write();
    ask(
        () ->
            sheets
                .spreadsheets()
                .batchUpdate(id, new BatchUpdateSpreadsheetRequest().setRequests(requests))
                .setFields("spreadsheetId"),
        id,
        false);
  }

  /**
   * What stands in ranges: {@code String}, {@code Boolean} or a number; empty ends are left out.
   */
  List<List<List<Object>>> read(String id, List<String> ranges)
      throws SheetsFault, InterruptedException {
    pace.read();
    List<ValueRange> found =
        ask(
                () ->
                    sheets
                        .spreadsheets()
                        .values()
                        .batchGet(id)
                        .setRanges(ranges)
                        .setMajorDimension("ROWS")
                        .setValueRenderOption("UNFORMATTED_VALUE")
                        .setFields("valueRanges(values)"),
                id,
                false)
            .getValueRanges();
    if (found == null || found.size() != ranges.size()) {
      throw new SheetsFault(Kind.REFUSED, "Google's answer has not the ranges that were asked for");
    }
    return found.stream().map(range -> range.getValues()).map(SheetsApi::orNone).toList();
  }

  private static List<List<Object>> orNone(@Nullable List<List<Object>> rows) {
    return rows == null ? List.of() : rows;
  }

  /**
   * Writes ranges, just as they are: no text becomes a number, a date or a formula. Repeating it
   * changes nothing.
   */
  void write(String id, List<ValueRange> ranges) throws SheetsFault, InterruptedException {
    pace.write();
    ask(
        () ->
            sheets
                .spreadsheets()
                .values()
                .batchUpdate(
                    id,
                    new BatchUpdateValuesRequest()
                        .setValueInputOption("RAW")
                        .setIncludeValuesInResponse(false)
                        .setData(ranges))
                .setFields("spreadsheetId"),
        id,
        false);
  }

  /** The spreadsheet that was made with a label, if one was, and is not in the bin. */
  Optional<String> made(String label) throws SheetsFault, InterruptedException {
    pace.read();
    FileList files =
        ask(
            () ->
                drive
                    .files()
                    .list()
                    .setQ(
                        "appProperties has { key='"
                            + LABEL
                            + "' and value='"
                            + label
                            + "' } and trashed = false")
                    .setOrderBy("createdTime")
                    .setFields("files(id)"),
            "",
            true);
    return files.getFiles() == null
        ? Optional.empty()
        : files.getFiles().stream().map(File::getId).findFirst();
  }

  /** Makes a spreadsheet; its id. */
  String make(String title, String label) throws SheetsFault, InterruptedException {
    pace.write();
    File file =
        new File().setName(title).setMimeType(SPREADSHEET).setAppProperties(Map.of(LABEL, label));
    return ask(() -> drive.files().create(file).setFields("id"), "", true).getId();
  }

  /** Lets somebody edit a spreadsheet; doing it again changes nothing. */
  void share(String id, String with) throws SheetsFault, InterruptedException {
    pace.write();
    Permission permission =
        new Permission().setType("user").setRole("writer").setEmailAddress(with);
    try {
      ask(
          () ->
              drive
                  .permissions()
                  .create(id, permission)
                  .setSendNotificationEmail(false)
                  .setFields("id"),
          id,
          true);
    } catch (SheetsFault e) {
      if (e.kind() == Kind.REFUSED) {
        throw new SheetsFault(
            Kind.CANNOT_SHARE,
            "the spreadsheet cannot be shared with " + with + "; " + e.sentence());
      }
      throw e;
    }
  }

  /** Makes a request; it may be sent once only. */
  private interface Asking<T> {
    AbstractGoogleClientRequest<T> request() throws IOException;
  }

  private <T> T ask(Asking<T> asking, String file, boolean ofDrive)
      throws SheetsFault, InterruptedException {
    try {
      try {
        return asking.request().execute();
      } catch (HttpResponseException e) {
        if (e.getStatusCode() != 401) {
          throw e;
        }
        // The token is no longer good, whatever its date says. Once: a new one must be.
        account.credentials().refresh();
        pace.read();
        return asking.request().execute();
      }
    } catch (IOException e) {
      throw faults.read(e, file, ofDrive);
    }
  }
}
