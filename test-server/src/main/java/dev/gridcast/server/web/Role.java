package dev.gridcast.server.web;

import java.util.Locale;

/** Whom a token makes of its bearer. */
enum Role {
  /** No token. */
  NOBODY,
  /** May look. */
  READER,
  /** May look at everything and act. */
  OPERATOR;

  /** The word in JSON and in the file of tokens. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
