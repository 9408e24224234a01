package dev.gridcast.server.report.sheets;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import dev.gridcast.server.store.ChangeFeed;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Google Sheets like the store while a server runs, on a thread of its own: nothing waits for
 * it, and whatever happens to it, the server goes on. Thread-safe.
 */
public final class SheetsMirror implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SheetsMirror.class);

  /** What passes by itself is worth telling only if it does not. */
  private static final int FAILURES_TO_TELL = 8;

  private static final Duration LAST_WORDS = Duration.ofSeconds(8);
  private static final Duration LAST_REQUEST = Duration.ofSeconds(2);

  private final Store store;
  private final SheetsTarget target;
  private final String version;
  private final Clock clock;
  private final Consumer<String> announcements;
  private final ChangeFeed feed;
  private final Patience patience = new Patience(new SecureRandom());
  private final Thread thread;

  private volatile Status status = new Status(State.STARTING, "starting", Optional.empty(), 0);
  private @Nullable Mirror mirror;
  private int failures;
  private boolean told;
  private boolean closed;
  private long closingUntil;

  /** How it stands. */
  public enum State {
    /** Nothing is known yet. */
    STARTING,
    /** Rows are on their way. */
    CATCHING_UP,
    /** Everything is in the sheet. */
    UP_TO_DATE,
    /** Nothing can be written at the moment. */
    TROUBLE
  }

  /**
   * How it stands.
   *
   * @param state in a word
   * @param line one sentence for people, without a full stop
   * @param address where the spreadsheet is, once that is known
   * @param waiting how many changed cases are not in the sheet yet, as far as is known
   */
  public record Status(State state, String line, Optional<String> address, long waiting) {}

  private SheetsMirror(
      Store store,
      SheetsTarget target,
      String version,
      Clock clock,
      Consumer<String> announcements) {
    this.store = store;
    this.target = target;
    this.version = version;
    this.clock = clock;
    this.announcements = announcements;
    this.feed = ChangeFeed.of(store);
    this.thread = new Thread(this::work, "sheets");
    thread.setDaemon(true);
  }

  /**
   * Begins to write. Returns at once; what goes wrong is told, not thrown.
   *
   * @param version of this program
   * @param announcements gets one line for people when something begins or ceases to be wrong
   */
  public static SheetsMirror start(
      Store store,
      SheetsTarget target,
      String version,
      Clock clock,
      Consumer<String> announcements) {
    SheetsMirror mirror = new SheetsMirror(store, target, version, clock, announcements);
    mirror.thread.start();
    return mirror;
  }

  /** How it stands now. */
  public Status status() {
    return status;
  }

  private void work() {
    try {
      while (!isOver()) {
        pause(once());
      }
    } catch (InterruptedException e) {
      LOG.debug("the mirror stops");
    } finally {
      feed.close();
    }
  }

  /** One step; how long to rest after it. */
  private Duration once() throws InterruptedException {
    try {
      Mirror working = mirror;
      if (working == null) {
        working = open();
        mirror = working;
      }
      Duration idle = working.turn();
      worked(working);
      return idle;
    } catch (SheetsFault e) {
      return failed(e);
    } catch (StoreException e) {
      LOG.warn("the store cannot be read for the sheets", e);
      return failed(new SheetsFault(Kind.MEMORY, "the store cannot be read at the moment"));
    } catch (RuntimeException e) {
      LOG.error("a step of the mirror failed; the next one may not", e);
      return failed(
          new SheetsFault(Kind.REFUSED, "unexpected failure: " + e.getClass().getSimpleName()));
    }
  }

  private Mirror open() throws SheetsFault {
    SheetsApi api = Connection.open(target, new NetHttpTransport(), clock, this::pause);
    api.signIn();
    Library library = Library.open(api, target, store.experiment(), Tables.plans(store));
    return new Mirror(store, feed, library, version, clock);
  }

  private void worked(Mirror working) throws SheetsFault, InterruptedException {
    patience.worked();
    failures = 0;
    Optional<String> address = status.address();
    if (address.isEmpty()) {
      address = Optional.of(working.address());
      LOG.info("the results are mirrored in {}", address.get());
      announcements.accept("Google Sheets: the results are in " + address.get());
    }
    boolean done = working.isUpToDate();
    if (told && done) {
      told = false;
      LOG.info("the mirror is up to date again");
      announcements.accept("Google Sheets: all is well again, everything is written");
    }
    status =
        new Status(
            done ? State.UP_TO_DATE : State.CATCHING_UP,
            done ? "up to date" : "catching up, " + working.waiting() + " changed cases wait",
            address,
            working.waiting());
  }

  private Duration failed(SheetsFault fault) {
    failures++;
    long waiting = mirror == null ? 0 : mirror.waiting();
    status = new Status(State.TROUBLE, fault.sentence(), status.address(), waiting);
    boolean worth = !fault.kind().isPassing() || failures >= FAILURES_TO_TELL;
    if (worth && !told) {
      told = true;
      announcements.accept(
          "Google Sheets: " + fault.sentence() + " (the results are safe; it is tried again)");
      LOG.warn("nothing can be written to the sheets: {}", fault.sentence());
    } else {
      LOG.debug("a request failed: {}", fault.sentence());
    }
    return patience.after(fault);
  }

  /** Rests, but not when it is over. */
  private synchronized void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      if (closed) {
        // What is still to be written is worth its second between two requests, nothing else is.
        if (time.compareTo(LAST_REQUEST) > 0 || System.nanoTime() - closingUntil > 0) {
          throw new InterruptedException("closed");
        }
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  private boolean isOver() {
    synchronized (this) {
      if (!closed) {
        return false;
      }
      if (System.nanoTime() - closingUntil > 0) {
        return true;
      }
    }
    Mirror working = mirror;
    if (working == null || status.state() == State.TROUBLE) {
      return true;
    }
    working.hear();
    working.hurry();
    return working.isUpToDate();
  }

  /**
   * Stops, but writes what waits if that takes a few seconds only. The store must still be open.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      closingUntil = System.nanoTime() + LAST_WORDS.toNanos();
      notifyAll();
    }
    try {
      thread.join(LAST_WORDS.plus(LAST_REQUEST).toMillis());
      if (thread.isAlive()) {
        LOG.info("Google does not answer; the sheets get the last results at the next start");
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
