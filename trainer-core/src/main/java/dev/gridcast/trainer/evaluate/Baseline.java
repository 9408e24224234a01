package dev.gridcast.trainer.evaluate;

import java.util.Locale;

/** Forecasters without art, which every other one should beat. */
public enum Baseline {
  /** Next = last: each label's own value one row before the target row. Always there. */
  PERSISTENCE,
  /** Next = one season before: there where the season is known and lies in the lead rows. */
  SEASONAL_NAIVE,
  /** A linear function of the window, fitted in closed form: there where it was asked for. */
  LINEAR;

  /** The word in files, that of the template: {@code seasonal-naive}, for example. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
