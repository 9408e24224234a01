package dev.gridcast.server.insight;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** One condition of a query, {@code KEY:OP:VALUE}, made a test of rows. */
final class Condition {

  private static final String PARAMETER = "where";
  private static final String OPERATORS = "eq, ne, in, lt, le, gt, ge, between, contains";
  private static final int MOST_VALUES = 1_000;

  private final String text;
  private final String key;
  private final String operator;
  private final String value;

  private Condition(String text, String key, String operator, String value) {
    this.text = text;
    this.key = key;
    this.operator = operator;
    this.value = value;
  }

  /** The test of a condition. */
  static IntPredicate test(String text, BoardTable table) throws QueryException {
    int first = text.indexOf(':');
    int second = first < 0 ? -1 : text.indexOf(':', first + 1);
    if (second < 0) {
      throw new QueryException(
          "BAD_CONDITION",
          PARAMETER,
          "\"" + text + "\" is no condition; write KEY:OP:VALUE, like skill:gt:0");
    }
    Condition condition =
        new Condition(
            text,
            text.substring(0, first),
            text.substring(first + 1, second),
            text.substring(second + 1));
    BoardColumn column = Columns.find(table, condition.key, PARAMETER);
    return column.type().isNumeric() ? condition.ofNumbers(column) : condition.ofWords(column);
  }

  private IntPredicate ofNumbers(BoardColumn column) throws QueryException {
    switch (operator) {
      case "in" -> {
        double[] sorted = numbers(column);
        return row -> Arrays.binarySearch(sorted, column.number(row) + 0.0) >= 0;
      }
      case "between" -> {
        int dots = value.indexOf("..");
        if (dots < 0) {
          throw bad("between needs two values with two dots, like " + key + ":between:1..5");
        }
        double least = number(column, value.substring(0, dots));
        double most = number(column, value.substring(dots + 2));
        return row -> column.number(row) >= least && column.number(row) <= most;
      }
      case "contains" ->
          throw new QueryException(
              "BAD_OPERATOR", PARAMETER, "contains is for words; " + key + " has numbers");
      default -> {
        double limit = number(column, value);
        return switch (operator) {
          case "eq" -> row -> column.number(row) == limit;
          case "ne" -> row -> column.number(row) != limit;
          case "lt" -> row -> column.number(row) < limit;
          case "le" -> row -> column.number(row) <= limit;
          case "gt" -> row -> column.number(row) > limit;
          case "ge" -> row -> column.number(row) >= limit;
          default -> throw unknown();
        };
      }
    }
  }

  private double[] numbers(BoardColumn column) throws QueryException {
    String[] values = values();
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = number(column, values[i]);
    }
    Arrays.sort(numbers);
    return numbers;
  }

  private double number(BoardColumn column, String number) throws QueryException {
    try {
      double parsed =
          column.type() == ColumnType.TIME
              ? Instant.parse(number).toEpochMilli()
              : Double.parseDouble(number);
      if (Double.isFinite(parsed)) {
        return parsed + 0.0;
      }
    } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
      throw bad("\"" + number + "\" is no " + wanted(column));
    }
    throw bad("\"" + number + "\" is no " + wanted(column));
  }

  private static String wanted(BoardColumn column) {
    return column.type() == ColumnType.TIME ? "time like 2026-11-21T08:00:00Z" : "number";
  }

  private IntPredicate ofWords(BoardColumn column) throws QueryException {
    Predicate<String> wanted;
    switch (operator) {
      case "eq" -> wanted = value::equals;
      case "ne" -> {
        IntPredicate same = words(column, value::equals);
        return row -> !same.test(row);
      }
      case "in" -> wanted = Arrays.asList(values())::contains;
      case "contains" -> {
        String part = value.toLowerCase(Locale.ROOT);
        wanted = text -> text.toLowerCase(Locale.ROOT).contains(part);
      }
      case "lt", "le", "gt", "ge", "between" ->
          throw new QueryException(
              "BAD_OPERATOR",
              PARAMETER,
              operator + " is for numbers and times; " + key + " has words");
      default -> throw unknown();
    }
    return words(column, wanted);
  }

  /** Each word is looked at once, not each row. */
  private static IntPredicate words(BoardColumn column, Predicate<String> wanted) {
    boolean[] yes = new boolean[column.words().size()];
    for (int place = 0; place < yes.length; place++) {
      yes[place] = wanted.test(column.words().get(place));
    }
    return row -> column.place(row) >= 0 && yes[column.place(row)];
  }

  private String[] values() throws QueryException {
    String[] values = value.split("\\|", -1);
    if (values.length > MOST_VALUES) {
      throw bad("more than " + MOST_VALUES + " values");
    }
    return values;
  }

  private QueryException unknown() {
    return new QueryException(
        "UNKNOWN_OPERATOR",
        PARAMETER,
        "\"" + operator + "\" is no operator; there are " + OPERATORS);
  }

  private QueryException bad(String what) {
    return new QueryException("BAD_VALUE", PARAMETER, "\"" + text + "\": " + what);
  }
}
