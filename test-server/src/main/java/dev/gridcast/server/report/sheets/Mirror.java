package dev.gridcast.server.report.sheets;

import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import dev.gridcast.server.store.ChangeFeed;
import dev.gridcast.server.store.ChangeFeed.Changed;
import dev.gridcast.server.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps the sheets like the store, one step after the other, for one thread. When a step fails
 * nothing is forgotten: the same is tried again with the next.
 */
final class Mirror {

  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

  /** The small tabs are brought up to date this often at most. */
  static final Duration TABLES = Duration.ofSeconds(30);

  /** The small tabs are read back this often. */
  private static final Duration AUDIT = Duration.ofMinutes(5);

  /** Some rows of the results are read back this often, while nothing is known to be wrong. */
  static final Duration LOOK = Duration.ofSeconds(15);

  /** Working out the small tabs must not become what the machine mostly does. */
  private static final int REST_FACTOR = 20;

  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Clock clock;
  private final ChangeFeed feed;
  private final Library library;
  private final CaseRows rows;
  private final SmallTabs tabs;

  private Instant tablesDue = Instant.MIN;
  private Instant auditDue = Instant.MIN;
  private Instant lookDue = Instant.MIN;
  private boolean tablesChanged = true;
  private boolean rowsNext;

  Mirror(Store store, ChangeFeed feed, Library library, String version, Clock clock) {
    this(store, feed, library, version, clock, CaseRows.MOST_DIRTY);
  }

  /**
   * @param mostDirty how many changed cases are remembered
   */
  Mirror(
      Store store, ChangeFeed feed, Library library, String version, Clock clock, int mostDirty) {
    this.clock = clock;
    this.feed = feed;
    this.library = library;
    this.rows = new CaseRows(store, library, mostDirty);
    this.tabs = new SmallTabs(new TableRows(store, version), library);
  }

  /**
   * Does what is most urgent, if anything is.
   *
   * @return how long nothing more needs to be done
   */
  Duration turn() throws SheetsFault, InterruptedException {
    hear();
    try {
      Workbook first = library.book(0);
      Set<Tab> fresh = first.takeFresh();
      if (!fresh.isEmpty()) {
        tabs.forget();
        tablesChanged = true;
        rows.compareAll();
      }
      return step();
    } catch (SheetsFault e) {
      if (e.kind() == Kind.CHANGED || e.kind() == Kind.NOT_FOUND) {
        library.forgetPlaces();
        tabs.forget();
        rows.compareAll(); // whatever was done to the tabs may have been done to the rows
      }
      throw e;
    }
  }

  /** Takes note of what changed: must go on while Google cannot be reached. */
  void hear() {
    Changed changed = feed.poll();
    rows.changed(changed.cases());
    tablesChanged |= !changed.isEmpty();
  }

  private Duration step() throws SheetsFault, InterruptedException {
    Instant now = clock.instant();
    boolean auditNow = isDue(auditDue, now);
    if (auditNow || (tablesChanged && isDue(tablesDue, now))) {
      refreshTables(now, auditNow);
      return Duration.ZERO;
    }
    rowsNext = !rowsNext;
    if (rowsNext && rows.writeChanged()) {
      return Duration.ZERO;
    }
    if (rows.isUrgent() || isDue(lookDue, now)) {
      lookDue = now.plus(LOOK);
      compare();
      return Duration.ZERO;
    }
    return rows.writeChanged() ? Duration.ZERO : IDLE;
  }

  private void compare() throws SheetsFault, InterruptedException {
    boolean expected = rows.isUrgent();
    long before = rows.repaired();
    rows.compareSome(false);
    long mended = rows.repaired() - before;
    if (mended > 0 && !expected) {
      LOG.info("{} rows of the sheet were not like the store; they are again", mended);
    }
  }

  /** A clock that was set back must not stop anything. */
  private static boolean isDue(Instant time, Instant now) {
    return !now.isBefore(time) || now.plus(Duration.ofHours(1)).isBefore(time);
  }

  private void refreshTables(Instant now, boolean audit) throws SheetsFault, InterruptedException {
    if (audit) {
      tabs.forget();
      library.forgetPlaces(); // people may have removed a tab that nothing was written to since
      library.book(0);
    }
    long start = System.nanoTime();
    tablesChanged = false;
    boolean done = false;
    try {
      tabs.refresh();
      done = true;
    } finally {
      tablesChanged |= !done;
      Duration rest = Duration.ofNanos(System.nanoTime() - start).multipliedBy(REST_FACTOR);
      tablesDue = now.plus(rest.compareTo(TABLES) > 0 ? rest : TABLES);
    }
    if (audit) {
      auditDue = now.plus(AUDIT);
    }
  }

  /** Whether everything that is known to have changed is in the sheet. */
  boolean isUpToDate() {
    return rows.waiting() == 0 && !rows.isUrgent() && !tablesChanged;
  }

  /** Compares everything with the store, soon. */
  void lookAtEverything() {
    rows.compareAll();
    tabs.forget();
    tablesChanged = true;
    hurry();
  }

  /** Does not wait for the time when the small tabs would be brought up to date. */
  void hurry() {
    tablesDue = Instant.MIN;
  }

  /** How many cases wait to be written, as far as is known. */
  int waiting() {
    return rows.waiting();
  }

  /** The first spreadsheet's address. */
  String address() throws SheetsFault, InterruptedException {
    return SheetsTarget.address(library.book(0).id());
  }
}
