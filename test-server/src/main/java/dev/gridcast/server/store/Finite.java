package dev.gridcast.server.store;

/** Keeps figures that are not numbers out of the store: they would rank, sort and print wrongly. */
final class Finite {

  private Finite() {}

  static void require(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be a finite number, not " + value);
    }
  }
}
