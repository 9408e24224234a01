package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of the names: {@code FAMILY-PERIOD[-PERIOD…][-of-COLUMN]}, a calendar feature, or a
 * column.
 */
final class FeatureNames {
  private static final Pattern INDICATOR =
      Pattern.compile("([A-Za-z]+)((?:-?[0-9]+)*)(-of-(.+))?", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private FeatureNames() {}

  /**
   * What a name means where the table's columns are not known: a column, unless it is or looks like
   * a feature.
   */
  static Recipe parse(String name) throws FeatureException {
    Optional<Recipe> feature = feature(name);
    if (feature.isPresent()) {
      return feature.get();
    }
    Optional<String> meant = Names.nearest(name, CalendarFeature.names());
    boolean almostCalendar =
        meant.isPresent() && Names.nearest(meant.get(), List.of(name)).isPresent();
    if (name.isBlank() || almostCalendar) {
      throw unknown(name, CalendarFeature.names());
    }
    return new PlainColumn(name);
  }

  /** What a name means for a table with these columns. */
  static Recipe parse(String name, Collection<String> columns) throws FeatureException {
    if (columns.contains(name)) {
      return new PlainColumn(name);
    }
    Recipe recipe =
        feature(name)
            .orElseThrow(
                () -> {
                  List<String> known = new ArrayList<>(columns);
                  known.addAll(CalendarFeature.names());
                  known.addAll(Family.examples());
                  return unknown(name, known);
                });
    requireInputs(name, recipe, columns);
    return recipe;
  }

  /**
   * Checks that a table has what a feature is made of.
   *
   * @throws FeatureException that names the missing column and the nearest one that is there
   */
  static void requireInputs(String name, Recipe recipe, Collection<String> columns)
      throws FeatureException {
    for (String input : recipe.inputs()) {
      if (!columns.contains(input)) {
        String hint = Names.didYouMean(input, columns);
        String other =
            recipe instanceof Indicator indicator && indicator.family() != Family.ATR
                ? "; name another one, as in " + name + (name.contains("-of-") ? "" : "-of-COLUMN")
                : "";
        throw new FeatureException(
            "feature \""
                + name
                + "\" needs the column \""
                + input
                + "\", but the table has "
                + String.join(", ", columns)
                + (hint.isEmpty() ? other : hint));
      }
    }
  }

  private static FeatureException unknown(String name, Collection<String> known) {
    String hint = Names.didYouMean(name, known);
    return new FeatureException(
        "\""
            + name
            + "\" is no column and no feature"
            + (hint.isEmpty()
                ? "; features are "
                    + String.join(", ", CalendarFeature.names())
                    + ", "
                    + String.join(", ", Family.examples())
                : hint));
  }

  private static Optional<Recipe> feature(String name) throws FeatureException {
    Optional<CalendarFeature> calendar = CalendarFeature.of(name);
    if (calendar.isPresent()) {
      return Optional.of(calendar.get());
    }
    Matcher form = INDICATOR.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    List<String> numbers = NUMBER.matcher(form.group(2)).results().map(r -> r.group()).toList();
    String source = form.group(4);
    String rest = source == null ? "" : "-of-" + source;
    Optional<Family> family = Family.of(form.group(1));
    if (family.isEmpty()) {
      // Without a number behind it, a word is as likely to be a column of the user's own.
      Optional<String> near = Names.nearest(form.group(1), Family.names());
      if (numbers.isEmpty() || near.isEmpty()) {
        return Optional.empty();
      }
      throw new FeatureException(
          "\""
              + name
              + "\" is no feature; did you mean \""
              + near.get()
              + "-"
              + String.join("-", numbers)
              + rest
              + "\"?");
    }
    List<Integer> periods = periods(name, family.get(), numbers, rest);
    String canonical = family.get().text() + "-" + String.join("-", numbers) + rest;
    if (!canonical.equals(name)) {
      throw new FeatureException(
          "\"" + name + "\" is no feature; did you mean \"" + canonical + "\"?");
    }
    if (source != null && family.get() == Family.ATR) {
      throw new FeatureException(
          "\""
              + name
              + "\": the true range is made of high, low and close, not of one column; write \""
              + canonical.substring(0, canonical.length() - rest.length())
              + "\"");
    }
    return Optional.of(
        new Indicator(family.get(), periods, source == null ? Indicator.DEFAULT_SOURCE : source));
  }

  private static List<Integer> periods(
      String name, Family family, List<String> numbers, String rest) throws FeatureException {
    if (numbers.size() != family.periods()) {
      throw new FeatureException(
          "\""
              + name
              + "\": "
              + family.text()
              + " takes "
              + family.periods()
              + (family.periods() == 1 ? " period" : " periods")
              + ", not "
              + numbers.size()
              + "; write it like \""
              + family.example()
              + rest
              + "\"");
    }
    List<Integer> periods = new ArrayList<>();
    for (String number : numbers) {
      boolean readable = number.length() <= 6 && !number.startsWith("0");
      int period = readable ? Integer.parseInt(number) : -1;
      if (period < family.minPeriod() || period > Family.MAX_PERIOD) {
        throw new FeatureException(
            "\""
                + name
                + "\": a period of "
                + family.text()
                + " is a whole number from "
                + family.minPeriod()
                + " to "
                + Family.MAX_PERIOD
                + ", not "
                + number);
      }
      periods.add(period);
    }
    if (family == Family.MACD && periods.get(0) >= periods.get(1)) {
      throw new FeatureException(
          "\""
              + name
              + "\": the first period of macd must be shorter than the second, as in \""
              + family.example()
              + "\"");
    }
    return periods;
  }
}
