package dev.gridcast.server.experiment;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document and the line, from 1, that it starts on. */
sealed interface YamlNode {

  int line();

  /**
   * A single value.
   *
   * @param text what it says; empty if nothing is written there
   * @param plain whether it stands there without quotes, so that it may be a number or a switch
   */
  record Scalar(String text, boolean plain, int line) implements YamlNode {}

  /** Several values in order. */
  record Sequence(List<YamlNode> items, int line) implements YamlNode {}

  /** Values by name, in the order they are written. */
  record Mapping(Map<String, Entry> entries, int line) implements YamlNode {}

  /** A value and the line of its key. */
  record Entry(int keyLine, YamlNode value) {}
}
