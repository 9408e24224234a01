package dev.gridcast.server.report;

import java.util.function.Function;

/**
 * One figure of a {@link Listing}.
 *
 * @param name its column in CSV, in words with underscores; in JSON the same in one word
 * @param header its column in a table for people; empty when that leaves it out
 * @param number whether it is a number: flush right, without quotes in JSON
 * @param exact its value for programs; empty when there is none
 * @param shown its value for people
 */
record Field<T>(
    String name,
    String header,
    boolean number,
    Function<T, String> exact,
    Function<T, String> shown) {

  /** A number that people see as programs do. */
  static <T> Field<T> number(String name, String header, Function<T, String> value) {
    return new Field<>(name, header, true, value, value);
  }

  /** A number that people see rounded, or with its unit. */
  static <T> Field<T> number(
      String name, String header, Function<T, String> exact, Function<T, String> shown) {
    return new Field<>(name, header, true, exact, shown);
  }

  /** A text. */
  static <T> Field<T> text(
      String name, String header, Function<T, String> exact, Function<T, String> shown) {
    return new Field<>(name, header, false, exact, shown);
  }

  /** {@code compute_seconds} is {@code computeSeconds} in JSON. */
  String jsonName() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_') {
        text.append(i > 0 && name.charAt(i - 1) == '_' ? Character.toUpperCase(c) : c);
      }
    }
    return text.toString();
  }
}
