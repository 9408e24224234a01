package dev.gridcast.protocol.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a component of a message must keep. Each returns the value, or throws an {@link
 * IllegalArgumentException} that states the rule and the value. They accept null because hostile
 * JSON may say it.
 */
final class Checks {

  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** How much of a refused value an error shows. */
  private static final int SHOWN_CHARACTERS = 60;

  private Checks() {}

  static <T> T present(String what, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(what + " must be given: null");
    }
    return value;
  }

  /** A name that is safe in a file name, a log and a URL. */
  static String identity(String what, @Nullable String given) {
    String value = present(what, given);
    if (!IDENTITY.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 64 characters of A-Z a-z 0-9 _ -: " + shown(value));
    }
    return value;
  }

  static @Nullable String identityOrNull(String what, @Nullable String value) {
    return value == null ? null : identity(what, value);
  }

  static String sha256(String what, @Nullable String given) {
    String value = present(what, given);
    if (!SHA_256.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + " must be a SHA-256 in 64 lower-case hex digits: " + shown(value));
    }
    return value;
  }

  /** One line of visible text: no control characters, which would write on a volunteer's screen. */
  static String line(String what, @Nullable String given, int min, int max) {
    String value = present(what, given);
    length(what, value, min, max);
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new IllegalArgumentException(
            what + " must have no control characters: " + shown(value));
      }
    }
    return unicode(what, value);
  }

  /** Any text that has an encoding in UTF-8. */
  static String text(String what, @Nullable String given, int max) {
    String value = present(what, given);
    length(what, value, 0, max);
    return unicode(what, value);
  }

  private static void length(String what, String value, int min, int max) {
    if (value.length() < min || value.length() > max) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have %d to %d characters: %d, %s",
              what,
              min,
              max,
              value.length(),
              shown(value)));
    }
  }

  private static String unicode(String what, String value) {
    if (!Texts.isUnicode(value)) {
      throw new IllegalArgumentException(
          what + " must be Unicode text without lone surrogates: " + shown(value));
    }
    return value;
  }

  static String instant(String what, @Nullable String given) {
    String value = line(what, given, 1, 40);
    try {
      Instant.parse(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          what + " must be an ISO-8601 time in UTC like 2016-05-18T04:00:00Z: " + shown(value), e);
    }
    return value;
  }

  static void atLeast(String what, long value, long min) {
    if (value < min) {
      throw new IllegalArgumentException(what + " must be at least " + min + ": " + value);
    }
  }

  static void between(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " must be between " + min + " and " + max + ": " + value);
    }
  }

  static void finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be a finite number: " + value);
    }
  }

  /** An error or a duration. */
  static void finiteNotNegative(String what, double value) {
    finite(what, value);
    if (value < 0) {
      throw new IllegalArgumentException(what + " must not be negative: " + value);
    }
  }

  static <T> List<T> list(String what, @Nullable List<T> given, int max) {
    List<T> values = present(what, given);
    between("the number of " + what, values.size(), 0, max);
    for (T value : values) {
      present("each of " + what, value);
    }
    return List.copyOf(values);
  }

  /** The leases that a client holds or held. */
  static List<String> leases(String what, @Nullable List<String> given) {
    List<String> values = list(what, given, Limits.MAX_CASES);
    values.forEach(value -> identity("each of " + what, value));
    distinct(what, values);
    return values;
  }

  /** Names of training engines. */
  static List<String> engines(String what, @Nullable List<String> given) {
    List<String> values = list(what, given, Limits.MAX_ENGINES);
    values.forEach(value -> line("each of " + what, value, 1, Limits.MAX_ENGINE_NAME));
    distinct(what, values);
    return values;
  }

  static void distinct(String what, List<String> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(what + " must differ: " + shown(values.toString()));
    }
  }

  static @Nullable String imageOrNull(String what, @Nullable String value) {
    if (value != null && !TrainerImages.isPinned(value)) {
      throw new IllegalArgumentException(
          what + " must be NAME@sha256:… or sha256:… with 64 hex digits: " + shown(value));
    }
    return value;
  }

  /** An unmodifiable copy that keeps the order. */
  static <V> Map<String, V> map(String what, @Nullable Map<String, V> given, int max) {
    Map<String, V> values = present(what, given);
    between("the number of " + what, values.size(), 0, max);
    values.forEach(
        (key, value) -> {
          line("a name in " + what, key, 1, Limits.MAX_NAME);
          present(what + " " + key, value);
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  private static String shown(String value) {
    return '"' + Texts.oneLine(value, SHOWN_CHARACTERS) + '"';
  }
}
