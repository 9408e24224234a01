package dev.gridcast.trainer.work.predecessor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns of a series by the parts of their names, {@code ASSET-OBJECT-PROPERTY-TIMEFRAME-n}:
 * of whose market, what, in candles of which length, and which of those in a row's time.
 *
 * @param all in the order of the file
 */
record Columns(List<Column> all) {

  /** The lengths of candles that there were, in hours, by their names in capitals. */
  static final Map<String, Integer> TIMEFRAMES =
      new TreeMap<>(
          Map.of(
              "24-HS", 24, "12-HS", 12, "08-HS", 8, "06-HS", 6, "04-HS", 4, "03-HS", 3, "02-HS", 2,
              "01-HS", 1));

  private static final Pattern FORM = Pattern.compile("([^-]+)-(.+)-([0-9]{2}-HS)-([1-9][0-9]?)");

  /** The first versions wrote {@code candle.max}, later ones {@code CANDLE-MAX}. */
  private static final Pattern LABEL = Pattern.compile("CANDLE[-.](MAX|MIN|CLOSE)");

  Columns {
    all = List.copyOf(all);
  }

  /**
   * One column.
   *
   * @param name as in the file
   * @param asset in capitals, like all parts
   * @param property the object and its property
   */
  record Column(String name, String asset, String property, String timeframe, int number) {

    static Optional<Column> of(String name) {
      Matcher form = FORM.matcher(name.toUpperCase(Locale.ROOT));
      return form.matches() && TIMEFRAMES.containsKey(form.group(3))
          ? Optional.of(
              new Column(
                  name,
                  form.group(1),
                  form.group(2),
                  form.group(3),
                  Integer.parseInt(form.group(4))))
          : Optional.empty();
    }

    /** Whether it is one of a candle's prices that the predecessor forecast. */
    boolean isLabel() {
      return LABEL.matcher(property).matches();
    }
  }

  Set<String> assets() {
    return distinct(Column::asset);
  }

  Set<String> timeframes() {
    return distinct(Column::timeframe);
  }

  Set<String> properties() {
    return distinct(Column::property);
  }

  private Set<String> distinct(Function<Column, String> part) {
    Set<String> parts = new LinkedHashSet<>();
    all.forEach(column -> parts.add(part.apply(column)));
    return parts;
  }

  /**
   * The columns with which the file begins that can be labels: max, min and close of each asset's
   * candle of the largest timeframe, which comes first.
   */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Column column : all) {
      if (!column.isLabel()
          || column.number() != 1
          || !column.timeframe().equals(all.get(0).timeframe())) {
        break;
      }
      labels.add(column.name());
    }
    return labels;
  }

  List<String> names() {
    return all.stream().map(Column::name).toList();
  }

  static Duration lengthOf(String timeframe) {
    Integer hours = TIMEFRAMES.get(timeframe);
    if (hours == null) {
      throw new IllegalArgumentException("no timeframe: " + timeframe);
    }
    return Duration.ofHours(hours);
  }
}
