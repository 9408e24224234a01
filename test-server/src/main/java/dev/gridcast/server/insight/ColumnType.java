package dev.gridcast.server.insight;

import java.util.Locale;

/** How the values of a column are to be read. */
public enum ColumnType {
  /** Whole numbers. */
  INTEGER,
  /** Numbers. */
  NUMBER,
  /** One of a few words. */
  CATEGORY,
  /** Words that somebody chose, such as names. */
  TEXT,
  /** Instants; as a number, milliseconds since 1970 UTC. */
  TIME;

  /** The word in the JSON interface. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the values are numbers or instants; else they are words. */
  public boolean isNumeric() {
    return this == INTEGER || this == NUMBER || this == TIME;
  }
}
