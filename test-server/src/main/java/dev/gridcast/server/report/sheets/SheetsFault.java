package dev.gridcast.server.report.sheets;

import java.time.Duration;
import java.util.Optional;

/**
 * Why nothing can be written to Google Sheets at the moment. The message is a sentence for people
 * that says what to do; it never holds a secret.
 */
public final class SheetsFault extends Exception {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  /** All that can be wrong. */
  public enum Kind {
    /** There is no key file, or it cannot be read. */
    KEY_MISSING(false),
    /** The key file is no key of a service account. */
    KEY_WRONG(false),
    /** Google does not take the key. */
    KEY_REFUSED(false),
    /** This machine's clock is so wrong that Google takes no signature of it. */
    CLOCK_WRONG(false),
    /** There is no spreadsheet with the id. */
    NOT_FOUND(false),
    /** The service account may not see the spreadsheet, or may not edit it. */
    NOT_SHARED(false),
    /** The file is there, but is no spreadsheet of Google's. */
    NOT_A_SPREADSHEET(false),
    /** Somebody protected cells that the mirror writes. */
    PROTECTED(false),
    /** The Google Sheets API is not enabled. */
    SHEETS_API_OFF(false),
    /** The Google Drive API is not enabled. */
    DRIVE_API_OFF(false),
    /** Google lets the service account own no files. */
    NO_STORAGE(false),
    /** An e-mail address that nothing can be shared with. */
    CANNOT_SHARE(false),
    /** The spreadsheets are full, and there is no other one. */
    FULL(false),
    /** The spreadsheet mirrors another experiment. */
    OTHER_EXPERIMENT(false),
    /** The file that remembers the spreadsheets cannot be read or written. */
    MEMORY(false),
    /** Too many requests in a minute. */
    BUSY(true),
    /** Google has trouble of its own. */
    DOWN(true),
    /** Google cannot be reached. */
    NO_CONNECTION(true),
    /** The spreadsheet is not what it was a moment ago: somebody changed its tabs. */
    CHANGED(true),
    /** Anything else that Google refuses. */
    REFUSED(false);

    private final boolean passing;

    Kind(boolean passing) {
      this.passing = passing;
    }

    /** Whether it goes away by itself; for the others a person must do something. */
    public boolean isPassing() {
      return passing;
    }
  }

  SheetsFault(Kind kind, String sentence) {
    this(kind, sentence, Optional.empty());
  }

  /**
   * @param retryAfter how long Google asks to be left alone
   */
  SheetsFault(Kind kind, String sentence, Optional<Duration> retryAfter) {
    super(sentence);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** What is wrong and what to do, one sentence for people. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** How long Google asks to be left alone, where it says so. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
