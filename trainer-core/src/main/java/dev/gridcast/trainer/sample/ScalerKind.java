package dev.gridcast.trainer.sample;

import java.util.Locale;
import java.util.Optional;

/** How columns are brought to a common size before a network sees them. */
public enum ScalerKind {
  /** The least training value becomes 0 and the greatest 1. */
  MINMAX,
  /** The mean of the training values becomes 0 and their standard deviation 1. */
  STANDARD,
  /** Values stay as they are. */
  NONE;

  /** The word in {@code parameters.csv} and in experiments: {@code minmax}, for example. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word, if there is one. */
  public static Optional<ScalerKind> of(String key) {
    for (ScalerKind kind : values()) {
      if (kind.key().equals(key)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
