package dev.gridcast.trainer.work;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One JSON object of a foreign file: every field is asked for by name and kind, and {@link #end}
 * complains about any that was not.
 */
final class StrictObject {

  static final int MAX_TEXT = 2_000;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  StrictObject(String path, JsonNode node) throws ResultFileException {
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw new ResultFileException((path.isEmpty() ? "it" : path) + " must be an object");
    }
  }

  boolean has(String name) {
    return node.has(name);
  }

  StrictObject object(String name) throws ResultFileException {
    return new StrictObject(at(name), field(name));
  }

  JsonNode array(String name, int most) throws ResultFileException {
    JsonNode found = field(name);
    if (!found.isArray() || found.size() > most) {
      throw wrong(name, "a list of at most " + most);
    }
    return found;
  }

  /** Fields that must be exactly these, as an object of their own. */
  StrictObject objectOf(String name, List<String> names) throws ResultFileException {
    StrictObject object = object(name);
    Set<String> found = new HashSet<>();
    object.node.fieldNames().forEachRemaining(found::add);
    if (!found.equals(Set.copyOf(names))) {
      throw new ResultFileException(at(name) + " must have exactly the labels " + names);
    }
    return object;
  }

  String text(String name) throws ResultFileException {
    return text(at(name), field(name));
  }

  static String text(String path, JsonNode found) throws ResultFileException {
    if (!found.isTextual()
        || found.textValue().isBlank()
        || found.textValue().length() > MAX_TEXT
        || found.textValue().chars().anyMatch(Character::isISOControl)) {
      throw new ResultFileException(
          path + " must be one line of text of at most " + MAX_TEXT + " characters");
    }
    return found.textValue();
  }

  String sha256(String name) throws ResultFileException {
    String text = text(name);
    if (!SHA256.matcher(text).matches()) {
      throw wrong(name, "a SHA-256 in 64 hexadecimal digits");
    }
    return text;
  }

  Instant instant(String name) throws ResultFileException {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw wrong(name, "a time like 2026-01-31T04:00:00Z");
    }
  }

  int whole(String name, int least, int most) throws ResultFileException {
    JsonNode found = field(name);
    if (!found.isInt() || found.intValue() < least || found.intValue() > most) {
      throw wrong(name, "a whole number from " + least + " to " + most);
    }
    return found.intValue();
  }

  long whole(String name) throws ResultFileException {
    JsonNode found = field(name);
    if (!found.isIntegralNumber() || !found.canConvertToLong()) {
      throw wrong(name, "a whole number of at most 64 bits");
    }
    return found.longValue();
  }

  double number(String name, double least, double most) throws ResultFileException {
    JsonNode found = field(name);
    double value = found.isNumber() ? found.doubleValue() : Double.NaN;
    // A JSON number like 1e999 reads as infinite: the comparison refuses it as it refuses NaN.
    if (!(value >= least && value <= most)) {
      throw wrong(
          name,
          "a number from " + ParameterText.shortest(least) + " to " + ParameterText.shortest(most));
    }
    return value;
  }

  boolean bool(String name) throws ResultFileException {
    JsonNode found = field(name);
    if (!found.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return found.booleanValue();
  }

  /** So many numbers, each within these bounds. */
  double[] numbers(String name, int count, double least, double most) throws ResultFileException {
    JsonNode found = field(name);
    if (!found.isArray() || found.size() != count) {
      throw wrong(name, "a list of exactly " + count + " numbers");
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = found.get(i).isNumber() ? found.get(i).doubleValue() : Double.NaN;
      if (!(numbers[i] >= least && numbers[i] <= most)) {
        throw wrong(
            name,
            "numbers from "
                + ParameterText.shortest(least)
                + " to "
                + ParameterText.shortest(most));
      }
    }
    return numbers;
  }

  OptionalDouble optional(String name, double least, double most) throws ResultFileException {
    return has(name) ? OptionalDouble.of(number(name, least, most)) : OptionalDouble.empty();
  }

  /** There is nothing else in it. */
  void end() throws ResultFileException {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!asked.contains(name)) {
        String cut = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        throw new ResultFileException(
            "unknown field \"" + at(cut.replaceAll("\\p{Cntrl}", "?")) + "\"");
      }
    }
  }

  private JsonNode field(String name) throws ResultFileException {
    asked.add(name);
    JsonNode found = node.get(name);
    if (found == null) {
      throw new ResultFileException(at(name) + " is missing");
    }
    return found;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private ResultFileException wrong(String name, String rule) {
    String value = String.valueOf(node.get(name)).replaceAll("\\p{Cntrl}", "?");
    String cut = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return new ResultFileException(at(name) + " must be " + rule + ": " + cut);
  }
}
