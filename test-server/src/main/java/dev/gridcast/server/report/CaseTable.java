package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.StoreReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns of {@code report.csv} with numbers as numbers, for tables that know the difference.
 * The columns and their order depend on the experiment alone, never on the rows.
 */
public final class CaseTable {

  /** The column of {@code 1 - rmse / rmse of persistence}. */
  public static final String SKILL = "skill";

  /** The column of the error that is ranked. */
  public static final String RMSE = "confirmation_rmse";

  /** The column of the state of a case. */
  public static final String STATE = "state";

  /**
   * What reads back as the very same text from a spreadsheet, whose numbers are doubles: 15 digits
   * at most, and no zero that a number would not have.
   */
  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?");

  private static final int DIGITS = 15;

  private final Floor floor;
  private final List<Column> columns;

  private CaseTable(ExperimentRecord experiment, Floor floor) {
    this.floor = floor;
    this.columns = Column.of(experiment, floor);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalStateException("two columns are called " + column.name());
      }
    }
  }

  /** The table as of this moment: what the baselines reach is part of some columns. */
  public static CaseTable of(ExperimentRecord experiment, StoreReader reader) {
    return new CaseTable(experiment, Floor.of(reader));
  }

  /**
   * Whether a row would be the same in both; they differ once the baselines are known to reach
   * something else.
   */
  public boolean agreesWith(CaseTable other) {
    return floor.equals(other.floor);
  }

  /**
   * The head of a column.
   *
   * @param name its name, which no other column has
   * @param number whether its fields are numbers, where they are known
   * @param time whether they are times, as ISO-8601 text in UTC
   */
  public record Head(String name, boolean number, boolean time) {}

  /** From left to right. */
  public List<Head> heads() {
    return columns.stream()
        .map(
            column ->
                new Head(
                    column.name(),
                    column.kind() == Column.Kind.NUMBER,
                    column.kind() == Column.Kind.TIME))
        .toList();
  }

  /** Where a column is, from 0. */
  public int place(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column is called " + name);
  }

  /** A row: {@code String} or {@code BigDecimal}, and an empty text for what is not known. */
  public List<Object> row(CaseReport report) {
    List<Object> row = new ArrayList<>(columns.size());
    for (Column column : columns) {
      row.add(typed(column.kind(), column.text().apply(report)));
    }
    return row;
  }

  private static Object typed(Column.Kind kind, String text) {
    boolean number =
        switch (kind) {
          case NUMBER -> !text.isEmpty();
          case WRITTEN -> isPlainNumber(text);
          case TEXT, TIME -> false;
        };
    return number ? new BigDecimal(text) : text;
  }

  /** A parameter's value: a number if it reads like one, else a word. */
  public static Object written(String value) {
    return typed(Column.Kind.WRITTEN, value);
  }

  /** The shortest decimal that reads back as the same double, on every Java. */
  public static BigDecimal number(double value) {
    return new BigDecimal(Decimal.exact(value));
  }

  private static boolean isPlainNumber(String text) {
    return PLAIN_NUMBER.matcher(text).matches()
        && text.chars().filter(c -> c >= '0' && c <= '9').count() <= DIGITS
        && !Objects.equals(text, "-0");
  }
}
