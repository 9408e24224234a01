package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the texts of a column their codes, and keeps them. For one thread; what it {@linkplain
 * #vocabulary gives out} is immutable.
 */
final class Lexicon {

  /** The code of what is not known. */
  static final int UNKNOWN = -1;

  /** What no text has as its code. */
  static final int STRANGE = -2;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private @Nullable Vocabulary known;

  /** The code of a text; {@link #UNKNOWN} of the empty one. */
  int code(String text) {
    return text.isEmpty() ? UNKNOWN : code(text, text);
  }

  /** The code of somebody or something that is shown as a text which may change. */
  int code(String identity, String text) {
    Integer code = codes.get(identity);
    if (code == null) {
      code = texts.size();
      codes.put(identity, code);
      texts.add(text);
      known = null;
    } else if (!texts.get(code).equals(text)) {
      texts.set(code, text);
      known = null;
    }
    return code;
  }

  /** The code that a text has got already; {@link #STRANGE} where it has none. */
  int find(String text) {
    return text.isEmpty() ? UNKNOWN : codes.getOrDefault(text, STRANGE);
  }

  /** Whether it has a code. */
  boolean knows(String identity) {
    return codes.containsKey(identity);
  }

  /** The texts as they are now. */
  Vocabulary vocabulary() {
    Vocabulary now = known;
    if (now == null) {
      now = new Vocabulary(texts);
      known = now;
    }
    return now;
  }
}
