package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.YamlNode.Entry;
import dev.gridcast.server.experiment.YamlNode.Mapping;
import dev.gridcast.server.experiment.YamlNode.Scalar;
import dev.gridcast.server.experiment.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML text into nodes that know their lines. It takes the part of YAML that an experiment
 * needs, mappings, lists and values: anchors, aliases, tags and several documents are refused, so
 * that a small file cannot stand for a huge one and no value means something else than it says.
 */
final class YamlText {

  /** Far above what an experiment can need, far below what would hurt. */
  static final int MAX_CHARACTERS = 1_000_000;

  private static final int MAX_DEPTH = 16;

  private final String source;
  private final Iterator<Event> events;

  private YamlText(String source, Iterator<Event> events) {
    this.source = source;
    this.events = events;
  }

  /**
   * Reads the one mapping that the text consists of.
   *
   * @param source names the text in messages
   */
  static Mapping parse(String text, String source) throws ExperimentException {
    if (text.length() > MAX_CHARACTERS) {
      throw new ExperimentException(
          source
              + ":1: the file has "
              + text.length()
              + " characters, an experiment at most "
              + MAX_CHARACTERS
              + "; is it the data file?");
    }
    refuseTabs(text, source);
    LoadSettings settings =
        LoadSettings.builder().setLabel(source).setCodePointLimit(MAX_CHARACTERS).build();
    try {
      return new YamlText(source, new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw new ExperimentException(
          source + ":" + line(e.getProblemMark()) + ": not valid YAML: " + oneLine(e), e);
    } catch (ReaderException e) {
      throw new ExperimentException(
          source
              + ":"
              + lineOf(text, e.getPosition())
              + ": "
              + String.format(Locale.ROOT, "character U+%04X", e.getCodePoint())
              + " is not allowed in YAML; remove it",
          e);
    } catch (YamlEngineException e) {
      throw new ExperimentException(source + ":1: not valid YAML: " + firstLine(e), e);
    }
  }

  private static void refuseTabs(String text, String source) throws ExperimentException {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int first = 0;
      while (first < line.length() && line.charAt(first) == ' ') {
        first++;
      }
      if (first < line.length() && line.charAt(first) == '\t' && !line.isBlank()) {
        throw new ExperimentException(
            source + ":" + number + ": the line is indented with a tab; YAML takes spaces only");
      }
    }
  }

  private Mapping document() throws ExperimentException {
    Optional<Mapping> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart, DocumentEnd, StreamStart, StreamEnd, Comment -> {}
        default -> {
          if (root.isPresent()) {
            throw problem(event, "a second document begins here; one file holds one experiment");
          }
          if (node(event, 0) instanceof Mapping mapping) {
            root = Optional.of(mapping);
          } else if (event instanceof ScalarEvent scalar && scalar.getValue().isEmpty()) {
            throw empty();
          } else {
            throw problem(
                event, "an experiment consists of lines like \"name: demo\", not of a bare value");
          }
        }
      }
    }
    return root.orElseThrow(this::empty);
  }

  private ExperimentException empty() {
    return new ExperimentException(
        source + ":1: the file is empty; examples/demo.yaml shows what an experiment looks like");
  }

  private YamlNode node(Event event, int depth) throws ExperimentException {
    if (event instanceof AliasEvent) {
      throw problem(event, "aliases (*name) are not supported; write the value out");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw problem(
          event, "anchors (&name) are not supported; write the value out where it is used");
    }
    if (depth > MAX_DEPTH) {
      throw problem(event, "nested more than " + MAX_DEPTH + " levels deep");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(event, scalar.getTag());
      return new Scalar(scalar.getValue(), scalar.isPlain(), line(event.getStartMark()));
    }
    if (event instanceof CollectionStartEvent start) {
      refuseTag(event, start.getTag());
      return event.getEventId() == Event.ID.MappingStart
          ? mapping(event, depth)
          : sequence(event, depth);
    }
    throw problem(event, "not valid YAML here: " + event.getEventId());
  }

  private Sequence sequence(Event start, int depth) throws ExperimentException {
    List<YamlNode> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new Sequence(Collections.unmodifiableList(items), line(start.getStartMark()));
  }

  private Mapping mapping(Event start, int depth) throws ExperimentException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      if (!(node(next, depth + 1) instanceof Scalar key)) {
        throw problem(next, "a key must be a name, not a list or a mapping");
      }
      Entry entry = new Entry(key.line(), node(events.next(), depth + 1));
      Entry earlier = entries.putIfAbsent(key.text(), entry);
      if (earlier != null) {
        throw problem(
            next,
            key.text()
                + ": the key is there twice, first on line "
                + earlier.keyLine()
                + "; remove one of them");
      }
    }
    return new Mapping(Collections.unmodifiableMap(entries), line(start.getStartMark()));
  }

  private void refuseTag(Event event, Optional<String> tag) throws ExperimentException {
    if (tag.isPresent()) {
      throw problem(event, "tags (" + tag.get() + ") are not supported; write the plain value");
    }
  }

  private ExperimentException problem(Event event, String what) {
    return new ExperimentException(source + ":" + line(event.getStartMark()) + ": " + what);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  private static int lineOf(String text, int position) {
    return (int) text.chars().limit(position).filter(c -> c == '\n').count() + 1;
  }

  private static String oneLine(MarkedYamlEngineException e) {
    String where =
        e.getProblemMark().map(mark -> " (column " + (mark.getColumn() + 1) + ")").orElse("");
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return (context + e.getProblem() + where).replaceAll("\\s+", " ");
  }

  private static String firstLine(YamlEngineException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
