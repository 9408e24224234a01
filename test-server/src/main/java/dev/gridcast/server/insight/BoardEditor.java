package dev.gridcast.server.insight;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Verification;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns reports into tables: each change makes a new one from the last, so that nobody who reads
 * has to wait. For one thread.
 */
final class BoardEditor {

  private final BoardSchema schema;
  private final int mostRows;
  private final Map<String, Lexicon> lexicons = new HashMap<>();
  private final SortedMap<Long, @Nullable Entry> changes = new TreeMap<>();

  private long version;
  private long[] cases = new long[0];
  private double[][] figures;
  private int[][] codes;
  private double persistenceRmse = Double.NaN;
  private boolean truncated;
  private boolean renamed;

  /** What a report says, in the order of the schema. */
  private static final class Entry {
    private final double[] figures;
    private final int[] codes;

    Entry(double[] figures, int[] codes) {
      this.figures = figures;
      this.codes = codes;
    }
  }

  /**
   * @param mostRows how many results are kept at most, the best of them
   */
  BoardEditor(ExperimentRecord experiment, int mostRows) {
    this.schema = new BoardSchema(experiment);
    this.mostRows = mostRows;
    this.figures = new double[schema.figures().size()][0];
    this.codes = new int[schema.words().size()][0];
    schema.words().forEach(word -> lexicons.put(word.spec().key(), new Lexicon()));
  }

  /** Notes how a case stands: a row when its result is verified, none otherwise. */
  void put(CaseReport report) {
    long index = report.testCase().index();
    Verification found = report.verification();
    if (found == null) {
      remove(index);
      return;
    }
    persistenceRmse = found.persistenceRmse();
    List<BoardSchema.Figure> measured = schema.figures();
    double[] row = new double[measured.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = measured.get(i).value().applyAsDouble(report);
    }
    List<BoardSchema.Word> said = schema.words();
    int[] words = new int[said.size()];
    for (int i = 0; i < words.length; i++) {
      String key = said.get(i).spec().key();
      String text = said.get(i).value().apply(report);
      words[i] =
          key.equals(BoardSchema.VOLUNTEER)
              ? lexicon(key).code(text, report.volunteerName())
              : lexicon(key).code(text);
    }
    changes.put(index, new Entry(row, words));
  }

  /** Notes that a case has no verified result. */
  void remove(long index) {
    if (Arrays.binarySearch(cases, index) >= 0 || changes.containsKey(index)) {
      changes.put(index, null);
    }
  }

  /** Notes the name of a volunteer, if it has a row. */
  void rename(String volunteer, String name) {
    Lexicon names = lexicon(BoardSchema.VOLUNTEER);
    if (names.knows(volunteer)) {
      Vocabulary before = names.vocabulary();
      names.code(volunteer, name);
      renamed |= before != names.vocabulary();
    }
  }

  /** The cases from an index to another one, both included, that have a row. */
  long[] between(long from, long to) {
    int first = Arrays.binarySearch(cases, from);
    int end = Arrays.binarySearch(cases, to);
    return Arrays.copyOfRange(cases, first < 0 ? -first - 1 : first, end < 0 ? -end - 1 : end + 1);
  }

  /** Whether a case has a row. */
  boolean has(long index) {
    return Arrays.binarySearch(cases, index) >= 0;
  }

  /** Whether a report says something else than the row of its case. */
  boolean differs(CaseReport report) {
    int row = Arrays.binarySearch(cases, report.testCase().index());
    if (report.verification() == null || row < 0) {
      // Where rows were left out nobody can tell which of them are missing.
      return row >= 0 || (report.verification() != null && !truncated);
    }
    List<BoardSchema.Figure> measured = schema.figures();
    for (int i = 0; i < measured.size(); i++) {
      if (Double.compare(measured.get(i).value().applyAsDouble(report), figures[i][row]) != 0) {
        return true;
      }
    }
    List<BoardSchema.Word> said = schema.words();
    for (int i = 0; i < said.size(); i++) {
      BoardSchema.Word word = said.get(i);
      if (lexicon(word.spec().key()).find(word.value().apply(report)) != codes[i][row]) {
        return true;
      }
    }
    return false;
  }

  /** How many changes wait for {@link #publish}. */
  int waiting() {
    return changes.size() + (renamed ? 1 : 0);
  }

  /** A table with all that was noted. */
  BoardTable publish() {
    follow(plan());
    changes.clear();
    renamed = false;
    int[] ranking = ranking();
    if (ranking.length > mostRows) {
      truncated = true;
      int[] best = Arrays.copyOf(ranking, mostRows);
      Arrays.sort(best);
      follow(best);
      ranking = ranking();
    }
    version++;
    return table(ranking);
  }

  /** For each row to come, the row it was, or -1 minus the number of a new one. */
  private int[] plan() {
    int[] plan = new int[cases.length + changes.size()];
    int size = 0;
    int old = 0;
    int fresh = 0;
    for (Map.Entry<Long, @Nullable Entry> change : changes.entrySet()) {
      while (old < cases.length && cases[old] < change.getKey()) {
        plan[size++] = old++;
      }
      if (old < cases.length && cases[old] == change.getKey()) {
        old++;
      }
      if (change.getValue() != null) {
        plan[size++] = -1 - fresh;
      }
      fresh++;
    }
    while (old < cases.length) {
      plan[size++] = old++;
    }
    return Arrays.copyOf(plan, size);
  }

  private void follow(int[] plan) {
    long[] indexes = new long[changes.size()];
    Entry[] entries = new Entry[indexes.length];
    int count = 0;
    for (Map.Entry<Long, @Nullable Entry> change : changes.entrySet()) {
      indexes[count] = change.getKey();
      Entry entry = change.getValue();
      if (entry != null) {
        entries[count] = entry;
      }
      count++;
    }
    long[] nextCases = new long[plan.length];
    for (int row = 0; row < plan.length; row++) {
      nextCases[row] = plan[row] >= 0 ? cases[plan[row]] : indexes[-1 - plan[row]];
    }
    double[][] nextFigures = new double[figures.length][plan.length];
    for (int i = 0; i < figures.length; i++) {
      for (int row = 0; row < plan.length; row++) {
        nextFigures[i][row] =
            plan[row] >= 0 ? figures[i][plan[row]] : entries[-1 - plan[row]].figures[i];
      }
    }
    int[][] nextCodes = new int[codes.length][plan.length];
    for (int i = 0; i < codes.length; i++) {
      for (int row = 0; row < plan.length; row++) {
        nextCodes[i][row] = plan[row] >= 0 ? codes[i][plan[row]] : entries[-1 - plan[row]].codes[i];
      }
    }
    cases = nextCases;
    figures = nextFigures;
    codes = nextCodes;
  }

  /** The rows from the best on, ties by case. */
  private int[] ranking() {
    double[] rmse = new double[0];
    for (int i = 0; i < figures.length; i++) {
      if (schema.figures().get(i).spec().key().equals(BoardSchema.RMSE)) {
        rmse = figures[i];
      }
    }
    double[] errors = rmse;
    return Orders.by(cases.length, row -> Orders.key(errors[row], false));
  }

  private BoardTable table(int[] ranking) {
    double[] ranks = new double[ranking.length];
    for (int place = 0; place < ranking.length; place++) {
      ranks[ranking[place]] = place + 1.0;
    }
    Map<String, BoardColumn> columns = new LinkedHashMap<>();
    schema
        .keys()
        .forEach(key -> columns.put(key, new BoardColumn.Numbers(BoardSchema.rank(), ranks)));
    for (int i = 0; i < figures.length; i++) {
      ColumnSpec spec = schema.figures().get(i).spec();
      columns.put(spec.key(), new BoardColumn.Numbers(spec, figures[i]));
    }
    for (int i = 0; i < codes.length; i++) {
      ColumnSpec spec = schema.words().get(i).spec();
      columns.put(
          spec.key(), new BoardColumn.Coded(spec, codes[i], lexicon(spec.key()).vocabulary()));
    }
    return new BoardTable(version, cases, columns, persistenceRmse, truncated);
  }

  private Lexicon lexicon(String key) {
    return lexicons.computeIfAbsent(key, none -> new Lexicon());
  }
}
