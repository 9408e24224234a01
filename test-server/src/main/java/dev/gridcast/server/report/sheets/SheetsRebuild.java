package dev.gridcast.server.report.sheets;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.gridcast.server.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Writes everything anew, whatever is in the sheets. People's own columns stay. */
public final class SheetsRebuild {

  /** So often what passes by itself may come without anything going right in between. */
  private static final int MOST_FAILURES = 12;

  private final Store store;
  private final SheetsTarget target;
  private final String version;
  private final Clock clock;
  private final Pause pause;
  private final Progress progress;
  private final Patience patience = new Patience(new SecureRandom());

  /** Hears how far it is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called after every step.
     *
     * @param done how many cases are written
     * @param total how many there are to write
     */
    void at(long done, long total);
  }

  private SheetsRebuild(
      Store store,
      SheetsTarget target,
      String version,
      Clock clock,
      Pause pause,
      Progress progress) {
    this.store = store;
    this.target = target;
    this.version = version;
    this.clock = clock;
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * Does it.
   *
   * @param version of this program
   * @param takeOver whether tabs of another experiment are replaced, with all that is in them
   * @return the address of the first spreadsheet
   * @throws SheetsFault what a person must mend, or Google's troubles when they do not end
   */
  public static String run(
      Store store,
      SheetsTarget target,
      String version,
      boolean takeOver,
      Clock clock,
      Progress progress)
      throws SheetsFault, InterruptedException {
    return new SheetsRebuild(store, target, version, clock, SheetsRebuild::sleep, progress)
        .rebuild(takeOver, new NetHttpTransport());
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }

  static String run(
      Store store,
      SheetsTarget target,
      boolean takeOver,
      Clock clock,
      Pause pause,
      Progress progress)
      throws SheetsFault, InterruptedException {
    return new SheetsRebuild(store, target, "test", clock, pause, progress)
        .rebuild(takeOver, new NetHttpTransport());
  }

  private String rebuild(boolean takeOver, NetHttpTransport transport)
      throws SheetsFault, InterruptedException {
    SheetsApi api = Connection.open(target, transport, clock, pause);
    patiently(api::signIn);
    Library library = Library.open(api, target, store.experiment(), Tables.plans(store));
    patiently(library::replaceGone);
    if (takeOver) {
      patiently(library::takeOver);
    }
    long total =
        store.read(reader -> reader.rowCounts()).values().stream().mapToLong(Long::longValue).sum();
    CaseRows rows = new CaseRows(store, library, CaseRows.MOST_DIRTY);
    while (rows.isUrgent()) {
      patiently(() -> rows.compareSome(true));
      progress.at(Math.min(rows.compared(), total), total);
    }
    SmallTabs tabs = new SmallTabs(new TableRows(store, version), library);
    patiently(tabs::refresh);
    progress.at(total, total);
    return SheetsTarget.address(library.book(0).id());
  }

  /** A step that may be repeated. */
  @FunctionalInterface
  private interface Step {
    void run() throws SheetsFault, InterruptedException;
  }

  private void patiently(Step step) throws SheetsFault, InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        step.run();
        patience.worked();
        return;
      } catch (SheetsFault e) {
        if (!e.kind().isPassing() || failures >= MOST_FAILURES) {
          throw e;
        }
        pause.pause(patience.after(e));
      }
    }
  }
}
