package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import dev.gridcast.trainer.sample.TargetMode;
import dev.gridcast.trainer.series.Names;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.Timeframe;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The texts of a case's parameters, taken out one by one, typed and within their ranges. */
final class ParameterText {

  static final String FEATURE = "feature.";

  private static final int MAX_NAME = 256;
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final Map<String, String> values;

  ParameterText(Map<String, String> values) throws ParametersException {
    for (String name : values.keySet()) {
      boolean feature = name.startsWith(FEATURE) && name.length() > FEATURE.length();
      if (!feature && !CaseParameters.NAMES.contains(name)) {
        throw new ParametersException(
            "unknown parameter \"" + name + "\"" + Names.didYouMean(name, CaseParameters.NAMES));
      }
    }
    this.values = values;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> text(String name) throws ParametersException {
    String value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isBlank() || !value.equals(value.strip()) || value.length() > MAX_NAME) {
      throw wrong(
          name, value, "a text of 1 to " + MAX_NAME + " characters without spaces around it");
    }
    return Optional.of(value);
  }

  List<String> list(String name) throws ParametersException {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      return List.of();
    }
    List<String> items = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String item : value.split(",", -1)) {
      String stripped = item.strip();
      if (stripped.isEmpty()) {
        throw wrong(name, value, "names separated by commas, none of them empty");
      }
      if (!seen.add(stripped)) {
        throw wrong(name, value, "each name once, but \"" + stripped + "\" comes twice");
      }
      items.add(stripped);
    }
    return List.copyOf(items);
  }

  List<String> requiredList(String name) throws ParametersException {
    List<String> items = list(name);
    if (items.isEmpty()) {
      throw missing(name, "one or more names separated by commas");
    }
    return items;
  }

  /** The text of a searched parameter, or what it is where nothing is said; unchecked. */
  String word(SearchParameter parameter) {
    return values.getOrDefault(parameter.key(), parameter.standard().orElse(""));
  }

  /** The value of a parameter that is a whole number. */
  int whole(SearchParameter parameter) throws ParametersException {
    requireIfRequired(parameter);
    int standard = parameter.standard().map(Integer::parseInt).orElse(0);
    long least = parameter.least().longValueExact();
    return (int) whole(parameter.key(), standard, least, parameter.most().longValueExact());
  }

  /** The value of a parameter that is a number. */
  double decimal(SearchParameter parameter) throws ParametersException {
    requireIfRequired(parameter);
    String value = word(parameter);
    if (DECIMAL.matcher(value).matches()) {
      double number = Double.parseDouble(value);
      if (number >= parameter.least().doubleValue() && number <= parameter.most().doubleValue()) {
        // The sum turns -0 into 0: one number, one text.
        return number + 0.0;
      }
    }
    throw wrong(parameter.key(), value, parameter.rule());
  }

  /** The value of a parameter that is one of several words. */
  <E extends Enum<E>> E choice(SearchParameter parameter, Class<E> type)
      throws ParametersException {
    E absent =
        type.getEnumConstants()[parameter.choices().indexOf(parameter.standard().orElse(""))];
    return choice(parameter.key(), absent, type);
  }

  private void requireIfRequired(SearchParameter parameter) throws ParametersException {
    if (parameter.required() && !has(parameter.key())) {
      throw missing(parameter.key(), parameter.rule());
    }
  }

  long whole(String name, long absent, long least, long most) throws ParametersException {
    String value = values.get(name);
    if (value == null) {
      return absent;
    }
    String rule = "a whole number from " + least + " to " + most;
    if (!WHOLE.matcher(value).matches()) {
      throw wrong(name, value, rule);
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Too large for a long: the same mistake, the same words.
    }
    throw wrong(name, value, rule);
  }

  Optional<Instant> instant(String name) throws ParametersException {
    String value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeException e) {
      throw wrong(name, value, "a time like 2026-01-31T04:00:00Z");
    }
  }

  Optional<Timeframe> timeframe(String name) throws ParametersException {
    String value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Timeframe.parse(value));
    } catch (SeriesException e) {
      throw new ParametersException("parameter \"" + name + "\": " + e.getMessage());
    }
  }

  TargetMode target(String name) throws ParametersException {
    String value = values.get(name);
    if (value == null) {
      return TargetMode.LOG_RETURN;
    }
    Optional<TargetMode> mode = TargetMode.of(value);
    if (mode.isEmpty()) {
      throw wrong(
          name,
          value,
          "one of " + Arrays.stream(TargetMode.values()).map(TargetMode::text).toList());
    }
    return mode.get();
  }

  /** The constant whose name in lower case with hyphens is the value. */
  <E extends Enum<E>> E choice(String name, E absent, Class<E> type) throws ParametersException {
    String value = values.get(name);
    if (value == null) {
      return absent;
    }
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (SearchParameter.word(constant).equals(value)) {
        return constant;
      }
      known.add(SearchParameter.word(constant));
    }
    throw wrong(name, value, "one of " + known);
  }

  /** Every {@code feature.NAME}, by its NAME. */
  Map<String, Boolean> features() throws ParametersException {
    Map<String, Boolean> features = new TreeMap<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (entry.getKey().startsWith(FEATURE)) {
        String value = entry.getValue();
        if (!value.equals("on") && !value.equals("off")) {
          throw wrong(entry.getKey(), value, "on or off");
        }
        features.put(entry.getKey().substring(FEATURE.length()), value.equals("on"));
      }
    }
    return features;
  }

  /**
   * The shortest decimal that reads back as the same number, the same on every JDK, without an
   * exponent: it is part of a case's identity and people read it.
   */
  static String plain(double number) {
    BigDecimal shortest = new BigDecimal(DoubleToDecimal.toString(number));
    return shortest.signum() == 0 ? "0" : shortest.stripTrailingZeros().toPlainString();
  }

  /** The shortest text that reads back as the same number, with an exponent where it is shorter. */
  static String shortest(double number) {
    String text = DoubleToDecimal.toString(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static ParametersException missing(String name, String rule) {
    return new ParametersException("parameter \"" + name + "\" is missing; it must be " + rule);
  }

  static ParametersException wrong(String name, String value, String rule) {
    String cut = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return new ParametersException(
        "parameter \"" + name + "\" must be " + rule + ": \"" + cut + "\"");
  }
}
