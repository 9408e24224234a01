package dev.gridcast.trainer.work.predecessor;

import dev.gridcast.trainer.series.Names;
import dev.gridcast.trainer.work.ParametersException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The predecessor's {@code parameters.csv}: names and values separated by spaces, however many. Two
 * shapes: a header {@code PARAMETER VALUE} and a row for each, or all names in the first line and
 * all values in the second.
 *
 * @param source what to call the file in messages
 * @param values what it says, in its order; every name is a known one or that of a switch
 */
record ParametersFile(String source, Map<String, Value> values) {

  private static final List<String> ROWS_HEADER = List.of("PARAMETER", "VALUE");
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final int SHOWN_CHARACTERS = 80;

  /** A value and where it stands, counted from 1. */
  record Value(String text, int line) {}

  /**
   * Whether a file's first line has several words between spaces, as neither our own files nor
   * anybody else's have, and all of them in capitals.
   */
  static boolean recognises(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = withoutMark(new String(bytes, 0, end, StandardCharsets.UTF_8)).strip();
    return line.contains(" ")
        && line.indexOf(',') < 0
        && line.chars().noneMatch(Character::isLowerCase);
  }

  static ParametersFile parse(byte[] bytes, String source) throws ParametersException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ParametersException(source + ": is not UTF-8 text");
    }
    List<List<String>> lines = new ArrayList<>();
    for (String line : withoutMark(text).split("\r?\n", -1)) {
      String stripped = line.strip();
      lines.add(stripped.isEmpty() ? List.of() : Arrays.asList(SPACES.split(stripped)));
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    ParametersFile file = new ParametersFile(source, new LinkedHashMap<>());
    if (lines.isEmpty()) {
      throw file.at(1, "is empty");
    }
    List<String> header = lines.get(0);
    if (header.equals(ROWS_HEADER)) {
      file.addRows(lines);
    } else if (Names.nearest(header.get(0), ROWS_HEADER).isPresent()) {
      throw file.at(1, "the header must be \"PARAMETER   VALUE\", not " + shown(header));
    } else {
      file.addColumns(lines);
    }
    return file;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void addRows(List<List<String>> lines) throws ParametersException {
    for (int i = 1; i < lines.size(); i++) {
      List<String> fields = lines.get(i);
      if (fields.isEmpty()) {
        continue;
      }
      if (fields.size() != 2) {
        throw at(
            i + 1,
            fields.size() == 1
                ? fields.get(0) + " has no value; a row has a name, spaces and a value"
                : "a row has a name and a value, but this one has "
                    + fields.size()
                    + " words: "
                    + shown(fields)
                    + "; lists are separated by commas");
      }
      add(fields.get(0), new Value(fields.get(1), i + 1));
    }
  }

  private void addColumns(List<List<String>> lines) throws ParametersException {
    List<String> names = lines.get(0);
    if (lines.size() != 2) {
      throw at(
          Math.min(lines.size(), 3),
          "the names stand in the first line and the values in the second, but there are "
              + lines.size()
              + " lines");
    }
    List<String> texts = lines.get(1);
    if (texts.size() != names.size()) {
      throw at(
          2,
          texts.size()
              + " values for the "
              + names.size()
              + " names in the first line; every name needs one, and lists are separated by"
              + " commas");
    }
    for (int i = 0; i < texts.size(); i++) {
      add(names.get(i), new Value(texts.get(i), 2));
    }
  }

  private void add(String name, Value value) throws ParametersException {
    if (values.put(name, value) != null) {
      throw at(value.line(), name + " comes twice");
    }
    Optional<Name> known = Name.of(name);
    boolean onOrOff = value.text().equals("ON") || value.text().equals("OFF");
    if (known.isPresent()) {
      if (known.get().role() == Name.Role.SWITCH && !onOrOff) {
        throw at(value.line(), name + " must be ON or OFF: " + shown(List.of(value.text())));
      }
    } else if (!onOrOff || !Name.isSwitchOfColumn(name)) {
      boolean nearSwitch = !onOrOff && Name.isSwitchOfColumn(name);
      String hint = Names.didYouMean(name, Name.all());
      throw at(
          value.line(),
          "unknown parameter \""
              + name
              + "\""
              + (hint.isEmpty() && nearSwitch
                  ? "; were it the switch of a column, it would be ON or OFF, not "
                      + shown(List.of(value.text()))
                  : hint));
    }
  }

  /** The value of a name that must be there. */
  Value required(Name name) throws ParametersException {
    Value value = values.get(name.name());
    if (value == null) {
      throw new ParametersException(
          source
              + ": "
              + name
              + " is missing"
              + (name.role() == Name.Role.ALIAS ? ", which is \"" + name.ours() + "\" here" : ""));
    }
    return value;
  }

  /** What is wrong, and where. */
  ParametersException at(int line, String what) {
    return new ParametersException(source + ":" + line + ": " + what);
  }

  static String shown(List<String> words) {
    String joined = String.join(" ", words);
    return '"'
        + (joined.length() > SHOWN_CHARACTERS
            ? joined.substring(0, SHOWN_CHARACTERS) + "…"
            : joined)
        + '"';
  }
}
