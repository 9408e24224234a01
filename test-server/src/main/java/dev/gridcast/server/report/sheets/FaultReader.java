package dev.gridcast.server.report.sheets;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sentences for people of what Google answers. */
final class FaultReader {

  private static final int LONGEST_WORDS = 300;

  private final String email;
  private final Clock clock;

  /**
   * @param email the service account's address
   */
  FaultReader(String email, Clock clock) {
    this.email = email;
    this.clock = clock;
  }

  /**
   * What went wrong.
   *
   * @param file the spreadsheet that was asked for; empty when it was none in particular
   * @param drive whether the Drive API was asked, not the Sheets API
   */
  SheetsFault read(IOException failure, String file, boolean drive) {
    if (failure instanceof GoogleJsonResponseException answer) {
      return ofAnswer(answer, file, drive);
    }
    HttpResponseException token = response(failure);
    if (token != null) {
      return token instanceof GoogleJsonResponseException || failure == token
          ? ofStatus(token, file, "")
          : ofToken(token);
    }
    return new SheetsFault(
        Kind.NO_CONNECTION,
        "Google cannot be reached ("
            + words(root(failure).toString())
            + "); it is tried again until it can");
  }

  private static @Nullable HttpResponseException response(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException response) {
        return response;
      }
    }
    return null;
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** No token: what the key is worth nothing for. */
  private SheetsFault ofToken(HttpResponseException answer) {
    String content = String.valueOf(answer.getContent());
    if (answer.getStatusCode() >= 500 || answer.getStatusCode() == 429) {
      return ofStatus(answer, "", "");
    }
    if (content.contains("reasonable timeframe") || content.contains("short-lived")) {
      return new SheetsFault(
          Kind.CLOCK_WRONG,
          "Google takes no signature of this machine: its clock shows "
              + clock.instant().truncatedTo(ChronoUnit.SECONDS)
              + ", which is wrong; set the clock (and switch on setting it from the network)");
    }
    return new SheetsFault(
        Kind.KEY_REFUSED,
        "Google does not take the key of "
            + email
            + ": it was deleted or disabled, or the service account was; make a new key for it");
  }

  private SheetsFault ofAnswer(GoogleJsonResponseException answer, String file, boolean drive) {
    GoogleJsonError details = answer.getDetails();
    String message =
        details == null || details.getMessage() == null ? "" : String.valueOf(details.getMessage());
    String reason = reason(details);
    return switch (answer.getStatusCode()) {
      case 400 -> ofBadRequest(message, file);
      case 401 ->
          new SheetsFault(
              Kind.KEY_REFUSED,
              "Google does not know "
                  + email
                  + " any more; make a new key for the service account");
      case 403 -> ofForbidden(answer, message, reason, file, drive);
      case 404 ->
          new SheetsFault(
              Kind.NOT_FOUND,
              "there is no spreadsheet with the id "
                  + file
                  + "; copy the part of its address between /d/ and /edit");
      default -> ofStatus(answer, file, message);
    };
  }

  private static String reason(@Nullable GoogleJsonError details) {
    return details == null || details.getErrors() == null || details.getErrors().isEmpty()
        ? ""
        : String.valueOf(details.getErrors().get(0).getReason());
  }

  private SheetsFault ofBadRequest(String message, String file) {
    if (message.contains("cells in the workbook above the limit")) {
      return new SheetsFault(
          Kind.FULL,
          "the spreadsheet "
              + SheetsTarget.address(file)
              + " holds as many cells as Google allows; delete tabs or columns of your own in it");
    }
    if (message.contains("not supported for this document")) {
      return new SheetsFault(
          Kind.NOT_A_SPREADSHEET,
          "the file "
              + file
              + " is an Excel file or the like; open it and choose File, Save as Google Sheets,"
              + " and give the id of the new one");
    }
    if (message.contains("protected cell")) {
      return new SheetsFault(
          Kind.PROTECTED,
          "somebody protected cells of "
              + SheetsTarget.address(file)
              + " that the mirror writes; let "
              + email
              + " edit them (Data, Protect sheets and ranges)");
    }
    if (message.contains("Unable to parse range")
        || message.contains("exceeds grid limits")
        || message.contains("already exists")
        || message.contains("No grid with id")
        || message.contains("No sheet with id")) {
      return new SheetsFault(
          Kind.CHANGED, "the tabs of the spreadsheet were changed; they are looked at again");
    }
    return refused(message, 400);
  }

  private SheetsFault ofForbidden(
      HttpResponseException answer, String message, String reason, String file, boolean drive) {
    if (message.contains("has not been used in project") || message.contains("it is disabled")) {
      return drive
          ? new SheetsFault(
              Kind.DRIVE_API_OFF,
              "the Google Drive API is not enabled in the project of "
                  + email
                  + ", and without it no spreadsheet can be made; enable it (docs/sheets.md, step"
                  + " 2) and wait a minute")
          : new SheetsFault(
              Kind.SHEETS_API_OFF,
              "the Google Sheets API is not enabled in the project of "
                  + email
                  + "; enable it (docs/sheets.md, step 2) and wait a minute");
    }
    if (reason.equals("rateLimitExceeded") || reason.equals("userRateLimitExceeded")) {
      return busy(answer);
    }
    if (reason.equals("storageQuotaExceeded") || message.contains("storage quota")) {
      return new SheetsFault(
          Kind.NO_STORAGE,
          "Google lets "
              + email
              + " own no files; make a spreadsheet yourself, share it with that address, and give"
              + " its id");
    }
    return new SheetsFault(
        Kind.NOT_SHARED,
        "the spreadsheet "
            + SheetsTarget.address(file)
            + " is not shared with "
            + email
            + " as an editor; open it, press Share, and add that address as Editor");
  }

  private SheetsFault ofStatus(HttpResponseException answer, String file, String message) {
    int status = answer.getStatusCode();
    if (status == 429) {
      return busy(answer);
    }
    if (status >= 500 || status == 408) {
      return new SheetsFault(
          Kind.DOWN,
          "Google has trouble (" + status + "); it is tried again until that is over",
          retryAfter(answer));
    }
    return refused(message.isEmpty() ? file : message, status);
  }

  private SheetsFault busy(HttpResponseException answer) {
    return new SheetsFault(
        Kind.BUSY,
        "the quota of requests a minute is used up; it goes on in a moment (somebody else may be"
            + " using "
            + email
            + ")",
        retryAfter(answer));
  }

  private static SheetsFault refused(String message, int status) {
    return new SheetsFault(Kind.REFUSED, "Google says (" + status + "): " + words(message));
  }

  /** Seconds, or a time by the clock of the web. */
  private Optional<Duration> retryAfter(HttpResponseException answer) {
    String header = answer.getHeaders() == null ? null : answer.getHeaders().getRetryAfter();
    if (header == null) {
      return Optional.empty();
    }
    String text = header.strip();
    try {
      return Optional.of(
          text.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(
                          text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                      .toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty(); // what it does not say clearly it does not ask
    }
  }

  private static String words(String message) {
    String line = message.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "...";
  }
}
