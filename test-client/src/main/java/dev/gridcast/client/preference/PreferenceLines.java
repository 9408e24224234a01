package dev.gridcast.client.preference;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML text that is one flat mapping, a {@code key: value} a line, and the lines that it consists
 * of. Everything else that YAML has (lists, nesting, anchors, values over several lines) is
 * refused, so that a change of one value is a change of one line.
 */
final class PreferenceLines {

  static final int MAX_CHARACTERS = 64 << 10;

  /** Text that YAML reads as itself, wherever it stands behind a colon. */
  private static final String PLAIN = "[A-Za-z0-9][A-Za-z0-9 .,/@°%:_+-]*";

  private final List<String> lines;
  private final List<Line> entries;

  private PreferenceLines(List<String> lines, List<Line> entries) {
    this.lines = lines;
    this.entries = entries;
  }

  /**
   * A key and its value.
   *
   * @param key as written
   * @param value stripped, without quotes; may be empty
   * @param number the line, from 1
   * @param from where in the line the value begins, with its quotes
   * @param to where it ends
   */
  record Line(String key, String value, int number, int from, int to) {}

  /** Takes a text apart. */
  static PreferenceLines of(String text, String source) throws PreferenceException {
    List<String> lines = split(text);
    LoadSettings settings =
        LoadSettings.builder().setLabel(source).setCodePointLimit(MAX_CHARACTERS).build();
    try {
      return new PreferenceLines(
          lines,
          new Walk(source, lines, new Parse(settings).parseString(text).iterator()).entries());
    } catch (MarkedYamlEngineException e) {
      String problem = String.valueOf(e.getProblem()).replaceAll("\\s+", " ");
      throw new PreferenceException(
          source
              + ":"
              + number(e.getProblemMark())
              + ": this is no line like \"cpus: 2\" ("
              + problem
              + "); correct or remove it");
    } catch (YamlEngineException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new PreferenceException(source + ":1: not valid YAML: " + first);
    }
  }

  List<Line> entries() {
    return entries;
  }

  /** The text with a value in its line, or in a new line at the end. */
  String with(String key, String value) {
    String written = written(value);
    List<String> changed = new ArrayList<>(lines);
    Optional<Line> old = entries.stream().filter(line -> line.key().equals(key)).findFirst();
    if (old.isPresent()) {
      Line line = old.get();
      String text = lines.get(line.number() - 1);
      boolean glued = line.from() > 0 && text.charAt(line.from() - 1) == ':';
      changed.set(
          line.number() - 1,
          text.substring(0, line.from())
              + (glued ? " " : "")
              + written
              + text.substring(line.to()));
      return String.join("", changed);
    }
    String end = lines.stream().anyMatch(line -> line.endsWith("\r\n")) ? "\r\n" : "\n";
    if (!lines.isEmpty()) {
      int last = lines.size() - 1;
      if (!lines.get(last).endsWith("\n")) {
        changed.set(last, lines.get(last) + end);
      }
    }
    changed.add(key + ": " + written + end);
    return String.join("", changed);
  }

  /** The text without the line of a key. */
  String without(String key) {
    List<String> left = new ArrayList<>(lines);
    entries.stream()
        .filter(line -> line.key().equals(key))
        .findFirst()
        .ifPresent(line -> left.remove(line.number() - 1));
    return String.join("", left);
  }

  private static String written(String value) {
    boolean plain =
        value.matches(PLAIN)
            && !value.contains(": ")
            && !value.endsWith(":")
            && !value.endsWith(" ");
    return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Lines with their ends, so that joined they are the text again. */
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }

  private static int number(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  /** Goes through the events of one flat mapping. */
  private record Walk(String source, List<String> lines, Iterator<Event> events) {

    List<Line> entries() throws PreferenceException {
      List<Line> entries = new ArrayList<>();
      boolean mapping = false;
      while (events.hasNext()) {
        Event event = events.next();
        switch (event.getEventId()) {
          case StreamStart, StreamEnd, DocumentEnd, Comment, MappingEnd -> {}
          case DocumentStart -> {
            if (mapping) {
              throw problem(event, "a second document begins here; remove the line");
            }
          }
          case MappingStart -> {
            if (mapping || ((MappingStartEvent) event).isFlow()) {
              throw problem(event, "braces are not supported; write one \"key: value\" a line");
            }
            mapping = true;
          }
          default -> {
            if (!mapping && event instanceof ScalarEvent scalar && scalar.getValue().isEmpty()) {
              continue; // a document of comments alone
            }
            if (!mapping) {
              throw problem(event, "this is no line like \"cpus: 2\"; correct or remove it");
            }
            Line line = line(scalar(event), scalar(events.next()));
            refuseTwice(entries, line);
            entries.add(line);
          }
        }
      }
      return entries;
    }

    private void refuseTwice(List<Line> entries, Line line) throws PreferenceException {
      for (Line earlier : entries) {
        if (earlier.key().equals(line.key())) {
          throw new PreferenceException(
              source
                  + ":"
                  + line.number()
                  + ": "
                  + line.key()
                  + ": the key is there twice, first on line "
                  + earlier.number()
                  + "; remove one of them");
        }
      }
    }

    private Line line(ScalarEvent key, ScalarEvent value) throws PreferenceException {
      int number = number(key.getStartMark());
      String text = lines.get(number - 1);
      if (number(key.getEndMark()) != number) {
        throw problem(key, "a key must stand on one line");
      }
      if (value.isPlain() && value.getValue().isEmpty()) {
        int colon = text.indexOf(':', column(text, key.getEndMark()));
        return new Line(key.getValue(), "", number, colon + 1, colon + 1);
      }
      if (number(value.getStartMark()) != number || number(value.getEndMark()) != number) {
        throw problem(key, key.getValue() + ": the value must stand on the same line as the key");
      }
      return new Line(
          key.getValue(),
          value.getValue().strip(),
          number,
          column(text, value.getStartMark()),
          column(text, value.getEndMark()));
    }

    private ScalarEvent scalar(Event event) throws PreferenceException {
      if (!(event instanceof ScalarEvent scalar)) {
        throw problem(
            event, "lists and nesting are not supported; several values are separated by commas");
      }
      if (scalar.getAnchor().isPresent() || scalar.getTag().isPresent()) {
        throw problem(event, "anchors and tags are not supported; write the plain value");
      }
      return scalar;
    }

    /** Marks count characters as people do, strings count halves of some. */
    private static int column(String line, Optional<Mark> mark) {
      return line.offsetByCodePoints(0, mark.map(Mark::getColumn).orElse(0));
    }

    private PreferenceException problem(Event event, String what) {
      return new PreferenceException(source + ":" + number(event.getStartMark()) + ": " + what);
    }
  }
}
