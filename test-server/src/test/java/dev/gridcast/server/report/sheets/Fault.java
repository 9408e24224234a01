package dev.gridcast.server.report.sheets;

/** How a request goes wrong. */
enum Fault {
  NONE,
  /** 429, and says for how many seconds to stay away. */
  TOO_MANY_FOR_SECONDS,
  /** 429, and says until when to stay away. */
  TOO_MANY_UNTIL,
  /** 429 without a word. */
  TOO_MANY,
  INTERNAL,
  UNAVAILABLE,
  /** Nothing is done, and the connection ends. */
  LOST_BEFORE,
  /** Everything is done, and the connection ends before it is said. */
  LOST_AFTER,
  /** A write is done with the one that comes after it, and the connection ends now. */
  LATE,
  /** All tokens are no longer good. */
  TOKEN_EXPIRED,
  /** No answer comes for as long as the client cares to wait. */
  SILENT
}
