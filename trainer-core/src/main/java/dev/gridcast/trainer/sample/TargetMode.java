package dev.gridcast.trainer.sample;

import java.util.Optional;

/** What the network is asked for. */
public enum TargetMode {
  /** {@code ln(label_t / reference_{t-1})}: stays in one range while prices leave theirs. */
  LOG_RETURN("log-return"),
  /** The label itself. */
  PRICE("price");

  private final String text;

  TargetMode(String text) {
    this.text = text;
  }

  /** The word in {@code parameters.csv}: {@code log-return} or {@code price}. */
  public String text() {
    return text;
  }

  /** The mode with this word, if there is one. */
  public static Optional<TargetMode> of(String text) {
    for (TargetMode mode : values()) {
      if (mode.text.equals(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
