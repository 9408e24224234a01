package dev.gridcast.server.insight;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.ChangeFeed;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.Volunteer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of all verified results, in memory: a picture of the store that is sorted and filtered
 * in milliseconds. A thread of its own reads the store in slices, then follows its changes; changes
 * that other processes made are found by going through the store again, slowly.
 *
 * <p>At most {@value #MOST_ROWS} results are kept, the best of them. Safe for many threads; nobody
 * who reads waits for whoever writes.
 */
public final class ResultBoard implements AutoCloseable {

  /** How many results are kept. */
  public static final int MOST_ROWS = 300_000;

  private static final Logger LOG = LoggerFactory.getLogger(ResultBoard.class);

  /** Reports in one question to the store: it holds up nobody for longer than a blink. */
  private static final int SLICE = 2_000;

  /** Reports that are looked at again each second, to find what others changed. */
  private static final int SWEEP = 200;

  /** New rows after which the first reading shows what it has. */
  private static final int SHOWN_EARLY = 20_000;

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** Attempts among which the results are looked for that other processes took in. */
  private static final int LATEST = 500;

  /** So long, at least, a table stands before the next one: all of it is written anew. */
  private static final long REST_MILLIS = 300;

  /** And a millisecond more for so many rows. */
  private static final int ROWS_PER_MILLI = 100;

  private static final int MOST_TOLD = 100;

  private final Store store;
  private final ChangeFeed feed;
  private final BoardEditor editor;
  private final Thread thread;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Consumer<BoardChange>> listeners = new CopyOnWriteArrayList<>();
  private final Set<Long> pending = new HashSet<>();
  private final Set<String> pendingNames = new HashSet<>();
  private final Set<Long> told = new HashSet<>();
  private volatile BoardTable table;
  private volatile long claims;
  private long sweptTo;

  /**
   * The table changed.
   *
   * @param version of the table now
   * @param cases some of the cases whose rows changed, at most {@value ResultBoard#MOST_TOLD}
   */
  public record BoardChange(long version, List<Long> cases) {

    public BoardChange {
      cases = List.copyOf(cases);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the conversations, not a rule of order
  private ResultBoard(Store store, int mostRows) {
    this.store = store;
    this.feed = ChangeFeed.of(store); // before the first reading: nothing falls between
    this.editor = new BoardEditor(store.experiment(), mostRows);
    this.table = editor.publish();
    this.thread = new Thread(this::work, "result-board");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /** The results of a store; empty at first, see {@link #isLoaded}. */
  public static ResultBoard start(Store store) {
    return start(store, MOST_ROWS);
  }

  static ResultBoard start(Store store, int mostRows) {
    ResultBoard board = new ResultBoard(store, mostRows);
    board.thread.start();
    return board;
  }

  /** Whether everything that was in the store at the start has been read. */
  public boolean isLoaded() {
    return loaded.getCount() == 0;
  }

  /** Waits until {@link #isLoaded}, at most so long; false when it is not by then. */
  public boolean awaitLoaded(Duration most) throws InterruptedException {
    return loaded.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Grows with every change of the table. */
  public long version() {
    return table.version();
  }

  /** How many results without a model there are, which have no row; as of about now. */
  public long claims() {
    return claims;
  }

  /** All columns, in the order in which people see them. */
  public List<ColumnInfo> columns() {
    return table.columns().stream().map(BoardColumn::info).toList();
  }

  /** The results that a query asks for. */
  public ResultView select(ResultQuery query) throws QueryException {
    return ResultView.of(table, query);
  }

  /** How the best error fell while results came in. */
  public BestSoFar bestSoFar() {
    return BestSoFar.of(table);
  }

  /**
   * How a metric spreads for each value of one parameter.
   *
   * @param where conditions as in {@link ResultQuery}
   * @param x key of the parameter's column
   * @param metric key of the metric's column
   */
  public Slice slice(List<String> where, String x, String metric) throws QueryException {
    BoardTable now = table;
    return Slice.of(now, rows(now, where), x, metric);
  }

  /**
   * A metric over the values of two parameters.
   *
   * @param where conditions as in {@link ResultQuery}
   * @param x key of one parameter's column
   * @param y key of the other's
   * @param metric key of the metric's column
   */
  public Grid grid(List<String> where, String x, String y, String metric) throws QueryException {
    BoardTable now = table;
    return Grid.of(now, rows(now, where), x, y, metric);
  }

  private static int[] rows(BoardTable table, List<String> where) throws QueryException {
    return ResultView.of(table, new ResultQuery(where, "", false, List.of())).rows();
  }

  /** The table of this moment. */
  BoardTable table() {
    return table;
  }

  /** Calls a listener after every change of the table, on the board's thread; it must be quick. */
  public void onChange(Consumer<BoardChange> listener) {
    listeners.add(listener);
  }

  /** Stops following the store. What was read can still be asked. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    feed.close();
    try {
      thread.join(CLOSING.toMillis()); // the store may be closed next
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void work() {
    try {
      while (!isLoaded() && !isClosing()) {
        attempt(this::load);
      }
      while (!isClosing()) {
        attempt(this::follow);
      }
    } catch (InterruptedException e) {
      LOG.trace("the board is closed");
    }
  }

  /** A piece of work that may be interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  /** A store that fails now is asked again later: what it had to say is not forgotten. */
  private void attempt(Work work) throws InterruptedException {
    try {
      work.run();
    } catch (StoreException e) {
      if (isClosing()) {
        return;
      }
      LOG.warn("the store failed; the table of results waits", e);
      pause(TICK.toMillis());
    } catch (RuntimeException e) {
      if (isClosing()) {
        return;
      }
      LOG.error("the table of results could not take something in; it goes on", e);
      pause(TICK.toMillis());
    }
  }

  private void pause(long millis) throws InterruptedException {
    if (closing.await(millis, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }

  private void load() throws InterruptedException {
    long from = 0;
    while (true) {
      List<CaseReport> slice = slice(from, SLICE);
      slice.forEach(editor::put);
      if (editor.waiting() >= SHOWN_EARLY) {
        show();
      }
      if (slice.size() < SLICE) {
        break;
      }
      from = last(slice) + 1;
    }
    claims = store.read(reader -> reader.rowCounts().getOrDefault(CaseState.CLAIMED, 0L));
    show();
    loaded.countDown();
    LOG.debug("{} verified results are in the table", table.rows());
  }

  private void follow() throws InterruptedException {
    ChangeFeed.Changed changed = feed.await(TICK);
    pending.addAll(changed.cases());
    pendingNames.addAll(changed.volunteers());
    if (!changed.isEmpty() || !pending.isEmpty() || !pendingNames.isEmpty()) {
      takeIn();
    } else {
      sweep();
    }
    if (editor.waiting() > 0) {
      show();
      pause(REST_MILLIS + table.rows() / ROWS_PER_MILLI);
    }
  }

  private void takeIn() {
    for (List<Long> some : parts(pending)) {
      List<CaseReport> reports =
          store.read(
              reader -> some.stream().flatMap(index -> reader.report(index).stream()).toList());
      for (CaseReport report : reports) {
        if (editor.differs(report) || report.verification() != null) {
          told.add(report.testCase().index());
        }
        editor.put(report);
      }
      some.forEach(pending::remove);
    }
    List<Volunteer> renamed =
        store.read(
            reader -> pendingNames.stream().flatMap(id -> reader.volunteer(id).stream()).toList());
    renamed.forEach(volunteer -> editor.rename(volunteer.id(), volunteer.name()));
    pendingNames.clear();
    claims = store.read(reader -> reader.rowCounts().getOrDefault(CaseState.CLAIMED, 0L));
  }

  private static List<List<Long>> parts(Set<Long> cases) {
    List<Long> all = new ArrayList<>(cases);
    List<List<Long>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += SLICE) {
      parts.add(List.copyOf(all.subList(from, Math.min(all.size(), from + SLICE))));
    }
    return parts;
  }

  /** Looks at the next few cases again: another process may have changed them. */
  private void sweep() {
    boolean behind =
        !table.isTruncated()
            && store.read(reader -> reader.rowCounts().getOrDefault(CaseState.VERIFIED, 0L))
                != table.rows();
    if (behind) {
      // What other servers take in is mostly of the cases that were handed out last.
      pending.addAll(
          store.read(
              reader ->
                  reader.latestAttempts(LATEST).stream()
                      .map(Attempt::caseIndex)
                      .filter(index -> !editor.has(index))
                      .toList()));
    }
    int size = behind ? SLICE : SWEEP;
    List<CaseReport> slice = slice(sweptTo, size);
    boolean atTheEnd = slice.size() < size;
    long end = atTheEnd ? Long.MAX_VALUE : last(slice);
    Set<Long> there = new HashSet<>();
    for (CaseReport report : slice) {
      there.add(report.testCase().index());
      if (editor.differs(report)) {
        told.add(report.testCase().index());
        editor.put(report);
      }
    }
    for (long row : editor.between(sweptTo, end)) {
      if (!there.contains(row)) {
        editor.remove(row);
        told.add(row);
      }
    }
    sweptTo = atTheEnd ? 0 : end + 1;
  }

  private List<CaseReport> slice(long from, int size) {
    return store.read(reader -> reader.reports(from, size));
  }

  private static long last(List<CaseReport> slice) {
    return slice.get(slice.size() - 1).testCase().index();
  }

  private void show() {
    table = editor.publish();
    BoardChange change =
        new BoardChange(table.version(), told.stream().sorted().limit(MOST_TOLD).toList());
    told.clear();
    for (Consumer<BoardChange> listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        LOG.error("a listener of the results failed", e);
      }
    }
  }
}
