package dev.gridcast.server.experiment;

import java.util.List;

/** What to do where rows are missing. */
enum GapPolicy {
  /** Windows that span a gap are left out. */
  DROP("drop"),
  /** The row before the gap is repeated until the gap is filled. */
  REPEAT("repeat");

  private final String key;

  GapPolicy(String key) {
    this.key = key;
  }

  static GapPolicy read(Value value) throws ExperimentException {
    return value.choice(List.of(DROP.key, REPEAT.key)).equals(DROP.key) ? DROP : REPEAT;
  }
}
