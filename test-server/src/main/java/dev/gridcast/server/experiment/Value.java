package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.YamlNode.Entry;
import dev.gridcast.server.experiment.YamlNode.Mapping;
import dev.gridcast.server.experiment.YamlNode.Scalar;
import dev.gridcast.server.experiment.YamlNode.Sequence;
import dev.gridcast.trainer.series.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value of the experiment file together with where it stands, so that whatever turns out to be
 * wrong with it can be said in one line: {@code demo.yaml:12: parameters.lags: ...}.
 *
 * @param source the file, as messages name it
 * @param line where the value stands
 * @param path the keys that lead to it, joined by dots
 */
record Value(String source, int line, String path, YamlNode node) {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");

  /** More digits than any parameter can mean; keeps exact arithmetic from growing without bound. */
  private static final int MAX_DIGITS = 30;

  /** What is wrong here, as an exception to throw. */
  ExperimentException problem(String what) {
    return new ExperimentException(at() + what);
  }

  ExperimentException problem(String what, Throwable cause) {
    return new ExperimentException(at() + what, cause);
  }

  private String at() {
    return source + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ");
  }

  boolean isMapping() {
    return node instanceof Mapping;
  }

  boolean isList() {
    return node instanceof Sequence;
  }

  /** The keys and values inside; no other keys than the known ones may be there. */
  Section section(List<String> knownKeys) throws ExperimentException {
    Section section = anySection("keys " + String.join(", ", knownKeys));
    section.refuseUnknown(knownKeys);
    return section;
  }

  /**
   * The keys and values inside, whatever the keys.
   *
   * @param expected what should be there, for the message if it is something else
   */
  Section anySection(String expected) throws ExperimentException {
    if (!(node instanceof Mapping mapping)) {
      throw problem(found() + " where a mapping is needed, with " + expected);
    }
    return new Section(this, mapping);
  }

  /** The values of a list, or the one value that stands there instead of a list. */
  List<Value> listOrOne() throws ExperimentException {
    if (!(node instanceof Sequence sequence)) {
      return List.of(this);
    }
    if (sequence.items().isEmpty()) {
      throw problem("the list is empty; give at least one value");
    }
    List<Value> values = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      values.add(new Value(source, item.line(), path, item));
    }
    return values;
  }

  /** The text of a single value, not blank and of one line. */
  String text() throws ExperimentException {
    if (!(node instanceof Scalar scalar)) {
      throw problem(found() + " where a single value is needed");
    }
    String text = scalar.text();
    if (text.isBlank()) {
      throw problem("has no value; write one behind the colon, or remove the key");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw problem(
          "the value " + quoted(text) + " has a line break or control character; write one line");
    }
    return text.strip();
  }

  /** One of a few words. */
  String choice(List<String> choices) throws ExperimentException {
    String text = text();
    if (!choices.contains(text)) {
      throw problem(
          quoted(text)
              + " is not known here"
              + Names.didYouMean(text, choices)
              + " (it can be "
              + String.join(" or ", choices)
              + ")");
    }
    return text;
  }

  /** {@code on} or {@code true}, {@code off} or {@code false}. */
  boolean onOff() throws ExperimentException {
    String text = text();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw problem(quoted(text) + " is neither on nor off; write on, off or [on, off]");
    };
  }

  /** An exact decimal number. */
  BigDecimal number() throws ExperimentException {
    String text = text();
    if (node instanceof Scalar scalar && !scalar.plain() && NUMBER.matcher(text).matches()) {
      throw problem(quoted(text) + " is text because of its quotes; remove them");
    }
    if (!NUMBER.matcher(text).matches()) {
      throw problem(quoted(text) + " is not a number");
    }
    BigDecimal number = new BigDecimal(text);
    if (number.precision() > MAX_DIGITS || Math.abs(number.scale()) > MAX_DIGITS) {
      throw problem(text + " has more digits than a number may have here (" + MAX_DIGITS + ")");
    }
    return number;
  }

  /** A whole number within limits, both included. */
  long whole(long min, long max) throws ExperimentException {
    BigDecimal number = number();
    if (!isWhole(number)) {
      throw problem(text() + " is not a whole number");
    }
    if (number.compareTo(BigDecimal.valueOf(min)) < 0
        || number.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw problem(text() + " is out of range; it goes from " + min + " to " + max);
    }
    return number.longValueExact();
  }

  static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  private String found() {
    if (node instanceof Mapping) {
      return "there is a mapping";
    }
    if (node instanceof Sequence) {
      return "there is a list";
    }
    String text = ((Scalar) node).text();
    return text.isBlank() ? "there is nothing" : "there is " + quoted(text);
  }

  /** The text in quotes, shortened if it is long. */
  static String quoted(String text) {
    String line = text.replaceAll("\\s+", " ");
    return "\"" + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + "\"";
  }

  static Value of(String source, String path, Entry entry) {
    return new Value(source, entry.keyLine(), path, entry.value());
  }
}
