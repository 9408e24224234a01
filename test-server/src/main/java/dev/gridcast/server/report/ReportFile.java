package dev.gridcast.server.report;

import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code report.csv} fresh while the server runs, on a thread of its own: soon after
 * something changed, but never so often that writing it is what the server mostly does.
 */
public final class ReportFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReportFile.class);

  /** At most one report in so long. */
  private static final Duration REST = Duration.ofSeconds(3);

  /** After writing, rest this many times as long: a report of a million cases takes a while. */
  private static final int REST_FACTOR = 20;

  private final Store store;
  private final Path file;
  private final Consumer<String> announcements;
  private final Thread writer;
  private boolean changed = true;
  private boolean closed;
  private boolean failing;

  private ReportFile(Store store, Path file, Consumer<String> announcements) {
    this.store = store;
    this.file = file;
    this.announcements = announcements;
    this.writer = new Thread(this::work, "report");
    writer.setDaemon(true);
  }

  /**
   * Writes the report in a moment, and again whenever something has changed.
   *
   * @param announcements gets one line for people when the file cannot be written any more
   */
  public static ReportFile start(Store store, Path file, Consumer<String> announcements) {
    ReportFile report = new ReportFile(store, file, announcements);
    report.writer.start();
    return report;
  }

  /** The report is out of date. Returns at once. */
  public synchronized void changed() {
    changed = true;
    notifyAll();
  }

  /** Stops, and writes the report a last time; whether that worked. */
  public boolean finish() {
    close();
    return write();
  }

  /** Stops without a last report. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (awaitChange()) {
        long start = System.nanoTime();
        write();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        rest(took.multipliedBy(REST_FACTOR));
      }
    } catch (InterruptedException e) {
      LOG.warn("interrupted; the report is written at the end only", e);
    }
  }

  private synchronized boolean awaitChange() throws InterruptedException {
    while (!changed && !closed) {
      wait();
    }
    changed = false;
    return !closed;
  }

  private synchronized void rest(Duration wanted) throws InterruptedException {
    long end = System.nanoTime() + Math.max(REST.toNanos(), wanted.toNanos());
    for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  private boolean write() {
    try {
      ResultsCsv.writeFile(store, file);
      failing = false;
      return true;
    } catch (IOException | StoreException e) {
      LOG.error("the report cannot be written", e);
      if (!failing) {
        failing = true; // said once, not every few seconds
        announcements.accept(
            "the report " + file + " cannot be written: " + e + "; the results are in the store");
      }
      return false;
    }
  }
}
