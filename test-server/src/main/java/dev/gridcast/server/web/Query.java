package dev.gridcast.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a request, read one by one with clear refusals: what is not a number is said,
 * and so is a name that no parameter has.
 */
final class Query {

  /** Longer than any sensible filter, shorter than what would hurt. */
  private static final int LONGEST = 2_000;

  private final Context context;

  private Query(Context context) {
    this.context = context;
  }

  /**
   * The parameters of this request.
   *
   * @param names those that the route knows
   * @throws ApiError when there is another one, or one is absurdly long
   */
  static Query of(Context context, String... names) {
    Set<String> known = Set.of(names);
    context
        .queryParamMap()
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                throw ApiError.badParameter(
                    "UNKNOWN_PARAMETER",
                    shortened(name),
                    known.isEmpty()
                        ? "no parameters are known here"
                        : "known here are " + String.join(", ", Arrays.stream(names).toList()));
              }
              for (String value : values) {
                if (value.length() > LONGEST) {
                  throw ApiError.badParameter(
                      name, name + " must have at most " + LONGEST + " characters");
                }
              }
            });
    return new Query(context);
  }

  /**
   * The number in a path, such as the one of a case.
   *
   * @throws ApiError 404 when it is none: there is no such thing
   */
  static long pathNumber(Context context, String name) {
    String text = context.pathParam(name);
    if (!text.matches("[0-9]{1,18}")) {
      throw ApiError.notFound("there is no " + name + " '" + shortened(text) + "'");
    }
    return Long.parseLong(text);
  }

  /** A parameter that may be given once at most. */
  Optional<String> text(String name) {
    List<String> values = context.queryParams(name);
    if (values.size() > 1) {
      throw ApiError.badParameter(name, name + " may be given only once");
    }
    return values.stream().findFirst();
  }

  /** A parameter that must be given. */
  String required(String name) {
    return text(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> ApiError.badParameter(name, name + " must be given"));
  }

  /** All values of a parameter that may be given many times, in their order. */
  List<String> texts(String name) {
    return List.copyOf(context.queryParams(name));
  }

  /** The words of a parameter like {@code columns=a,b}; empty when it is not given. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String word : text(name).orElse("").split(",", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  /** A whole number within bounds, or its default. */
  long number(String name, long least, long most, long otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    String bounds = name + " must be a whole number from " + least + " to " + most;
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
      throw ApiError.badParameter(name, bounds + ", not " + value);
    } catch (NumberFormatException e) {
      throw ApiError.badParameter(name, bounds + ", not '" + shortened(text.get()) + "'");
    }
  }

  /** One of these words, or the default. */
  String oneOf(String name, Collection<String> words, String otherwise) {
    String value = text(name).orElse(otherwise);
    if (!words.contains(value)) {
      throw ApiError.badParameter(
          name,
          name
              + " must be one of "
              + String.join(", ", words)
              + ", not '"
              + shortened(value)
              + "'");
    }
    return value;
  }

  /** A stranger's words in a message of ours: one line, not too long. */
  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 40)) + "…";
  }
}
