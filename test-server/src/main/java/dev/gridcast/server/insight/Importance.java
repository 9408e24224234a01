package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parameters matter for a metric, worked out in the background from the table of results and
 * kept until the table is another one. See {@link Anova} for how. Safe for many threads.
 */
public final class Importance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Importance.class);

  /** Results that are looked at, of more a sample that depends on nothing but their cases. */
  static final int MOST_ROWS = 4_000;

  private static final int LEAST_ROWS = 30;
  private static final int MOST_LEVELS = 32;
  private static final int MOST_PAIRS = 10;
  private static final long PATIENCE_SECONDS = 10;

  /** While results come in, it is worked out again after so many times what it took. */
  private static final int REST = 20;

  private final ResultBoard board;
  private final ExecutorService worker;
  private final Map<String, Work> works = new HashMap<>();

  /**
   * What was found.
   *
   * @param metric the metric's column
   * @param method always {@code fanova}
   * @param rows how many results were looked at
   * @param trees how many trees looked at them
   * @param explained share of the metric's variance that the forest tells of results which it has
   *     not seen; null where nothing was found
   * @param parameters the most important first; their importances and those of all pairs are at
   *     most 1 in sum
   * @param pairs the strongest first
   * @param reason why nothing was found, one line; null where something was
   */
  public record Answer(
      String metric,
      String method,
      int rows,
      int trees,
      @Nullable Double explained,
      List<Parameter> parameters,
      List<Pair> pairs,
      @Nullable String reason) {

    public Answer {
      parameters = List.copyOf(parameters);
      pairs = List.copyOf(pairs);
    }
  }

  /**
   * One parameter.
   *
   * @param name of the parameter
   * @param importance share of the variance that it explains by itself
   * @param error standard deviation of that over the trees
   */
  public record Parameter(String name, double importance, double error) {}

  /**
   * Two parameters.
   *
   * @param a the one
   * @param b the other
   * @param importance share of the variance that they explain only together
   */
  public record Pair(String a, String b, double importance) {}

  /** One run: of which table, and how long it took. */
  private static final class Work {
    private final BoardTable table;
    private final CompletableFuture<Answer> answer;
    private volatile long restUntil;

    Work(BoardTable table, CompletableFuture<Answer> answer) {
      this.table = table;
      this.answer = answer;
    }
  }

  /** Of the results of a board. */
  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the conversations, not a rule of order
  public Importance(ResultBoard board) {
    this.board = board;
    this.worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "importance");
              thread.setDaemon(true);
              thread.setPriority(Thread.MIN_PRIORITY);
              return thread;
            });
  }

  /**
   * For a metric, as of now or of a short while ago. Waits a little for the first answer; where it
   * is not there by then, says so as its reason.
   */
  public Answer of(String metric) throws QueryException {
    Columns.metric(board.table(), metric);
    Work work = work(metric);
    try {
      return work.answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return nothing(metric, 0, "this is still being worked out; ask again in a moment");
    } catch (ExecutionException e) {
      LOG.error("the importance of the parameters could not be worked out", e);
      return nothing(metric, 0, "this could not be worked out; the server's log says why");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return nothing(metric, 0, "the server is closing");
    }
  }

  /** The last work, or another one where that is due. */
  private synchronized Work work(String metric) {
    BoardTable table = board.table();
    Work last = works.get(metric);
    if (last != null
        && (!last.answer.isDone()
            || last.table == table
            || System.nanoTime() - last.restUntil < 0)) {
      return last;
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Work next = new Work(table, answer);
    worker.execute(
        () -> {
          long started = System.nanoTime();
          try {
            Answer found = analyse(table, metric);
            long now = System.nanoTime();
            next.restUntil = now + REST * (now - started);
            answer.complete(found);
          } catch (QueryException | RuntimeException e) {
            next.restUntil = System.nanoTime();
            answer.completeExceptionally(e);
          }
        });
    works.put(metric, next);
    return next;
  }

  /** What a table says, now. */
  static Answer analyse(BoardTable table, String metric) throws QueryException {
    BoardColumn figures = Columns.metric(table, metric);
    int[] rows = sample(table, figures);
    if (rows.length < LEAST_ROWS) {
      return nothing(
          metric,
          rows.length,
          "there are " + rows.length + " results; it takes " + LEAST_ROWS + " to tell");
    }
    List<String> names = new ArrayList<>();
    List<int[]> levels = new ArrayList<>();
    for (BoardColumn parameter : table.parameters()) {
      int[] of = levels(parameter, rows);
      if (parameter.spec().varying() && of.length > 0) {
        names.add(parameter.spec().key().substring(ColumnInfo.PARAMETER.length()));
        levels.add(of);
      }
    }
    if (names.isEmpty()) {
      return nothing(metric, rows.length, "no parameter differs among the results");
    }
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = figures.number(rows[i]);
    }
    Anova.Found found = new Anova(names, levels.toArray(int[][]::new), values).analyse(MOST_PAIRS);
    return new Answer(
        metric,
        "fanova",
        rows.length,
        Anova.TREES,
        found.explained(),
        found.parameters().stream()
            .map(effect -> new Parameter(effect.name(), effect.importance(), effect.error()))
            .toList(),
        found.pairs().stream()
            .map(pair -> new Pair(pair.a(), pair.b(), pair.importance()))
            .toList(),
        null);
  }

  private static Answer nothing(String metric, int rows, String reason) {
    return new Answer(metric, "fanova", rows, Anova.TREES, null, List.of(), List.of(), reason);
  }

  /** Rows with a figure; of too many, those whose case's number mixes to the least. */
  private static int[] sample(BoardTable table, BoardColumn figures) {
    int[] order = Orders.by(table.rows(), row -> mixed(table.testCase(row)));
    int[] rows = new int[Math.min(order.length, MOST_ROWS)];
    int count = 0;
    for (int i = 0; i < order.length && count < rows.length; i++) {
      if (Double.isFinite(figures.number(order[i]))) {
        rows[count++] = order[i];
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** Spreads neighbouring numbers far apart: the finaliser of SplitMix64. */
  private static long mixed(long number) {
    long z = (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The level of each row, what is not known being the last one; empty where all are alike. */
  private static int[] levels(BoardColumn parameter, int[] rows) {
    Levels found = Levels.of(parameter, rows);
    int[] counts = new int[found.size() + 1];
    for (int i = 0; i < rows.length; i++) {
      counts[found.at(i) < 0 ? found.size() : found.at(i)]++;
    }
    int[] merged = merged(counts, rows.length);
    int[] levels = new int[rows.length];
    int most = 0;
    for (int i = 0; i < rows.length; i++) {
      levels[i] = merged[found.at(i) < 0 ? found.size() : found.at(i)];
      most = Math.max(most, levels[i]);
    }
    return most == 0 ? new int[0] : levels;
  }

  /** Neighbours together where there are too many, about as many rows in each. */
  private static int[] merged(int[] counts, int rows) {
    int[] merged = new int[counts.length];
    int known = counts.length - 1;
    if (known <= MOST_LEVELS) {
      for (int level = 0; level < counts.length; level++) {
        merged[level] = level;
      }
      return merged;
    }
    long before = 0;
    int bin = -1;
    long edge = 0;
    for (int level = 0; level < known; level++) {
      if (before >= edge) {
        bin++;
        edge = (bin + 1L) * rows / MOST_LEVELS;
      }
      merged[level] = bin;
      before += counts[level];
    }
    merged[known] = bin + 1;
    return merged;
  }

  /** Works nothing out any more. */
  @Override
  public void close() {
    worker.shutdownNow();
  }
}
