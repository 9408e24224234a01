package dev.gridcast.client.machine;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a sensor says: a value, or why there is none.
 *
 * @param <T> what is measured
 */
public sealed interface Reading<T> {

  /**
   * It was measured.
   *
   * @param value what was measured
   */
  record Known<T>(T value) implements Reading<T> {}

  /**
   * It cannot be measured on this machine, now or later.
   *
   * @param reason a clause for people, without a full stop
   */
  record Unsupported<T>(String reason) implements Reading<T> {}

  /**
   * It takes a moment until it can be told.
   *
   * @param reason a clause for people, without a full stop
   */
  record NotYet<T>(String reason) implements Reading<T> {}

  /** A measured value. */
  static <T> Reading<T> of(T value) {
    return new Known<>(value);
  }

  /** No value, for a reason that stays. */
  static <T> Reading<T> unsupported(String reason) {
    return new Unsupported<>(reason);
  }

  /** No value yet. */
  static <T> Reading<T> notYet(String reason) {
    return new NotYet<>(reason);
  }

  /** The value, where there is one. */
  default Optional<T> known() {
    return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
  }

  /** The value in words, else the reason against it. */
  default String describe(Function<? super T, String> words) {
    if (this instanceof Known<T> known) {
      return words.apply(known.value());
    }
    return this instanceof Unsupported<T> none
        ? "unsupported: " + none.reason()
        : ((NotYet<T>) this).reason();
  }

  /** Why this machine cannot tell; empty when it can, or will in a moment. */
  default Optional<String> whyUnsupported() {
    return this instanceof Unsupported<T> none ? Optional.of(none.reason()) : Optional.empty();
  }
}
