package dev.gridcast.trainer.feature;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The indicators that there are: what their names look like and how long they take to settle. */
enum Family {
  /** Simple moving average over n rows. */
  SMA("sma-20", List.of(), 1) {
    @Override
    int warmUpRows(List<Integer> periods) {
      return periods.get(0) - 1;
    }
  },
  /** Exponential moving average with weight 2 / (n + 1). */
  EMA("ema-12", List.of(), 1) {
    @Override
    int warmUpRows(List<Integer> periods) {
      return settled(2.0 / (periods.get(0) + 1));
    }
  },
  /** Relative strength index with Wilder's averages (weight 1 / n), 0 to 100. */
  RSI("rsi-14", List.of(), 2) {
    @Override
    int warmUpRows(List<Integer> periods) {
      return 1 + settled(1.0 / periods.get(0));
    }
  },
  /** Average true range with Wilder's average (weight 1 / n). */
  ATR("atr-14", List.of(), 1) {
    @Override
    int warmUpRows(List<Integer> periods) {
      return 1 + settled(1.0 / periods.get(0));
    }
  },
  /**
   * Difference of a short and a long EMA, an EMA of that difference, and the distance of the two.
   */
  MACD("macd-12-26-9", List.of("line", "signal", "histogram"), 1) {
    @Override
    int warmUpRows(List<Integer> periods) {
      return settled(2.0 / (periods.get(1) + 1)) + settled(2.0 / (periods.get(2) + 1));
    }
  },
  /** SMA and two standard deviations (of the n rows as a whole population) above and below it. */
  BOLLINGER("bollinger-20", List.of("upper", "middle", "lower"), 2) {
    @Override
    int warmUpRows(List<Integer> periods) {
      return periods.get(0) - 1;
    }
  },
  /** {@code ln(x_t / x_{t-n})}. */
  RETURNS("returns-1", List.of(), 1) {
    @Override
    int warmUpRows(List<Integer> periods) {
      return periods.get(0);
    }
  };

  /** The longest period that is taken: anything longer is a typing error on any market. */
  static final int MAX_PERIOD = 10_000;

  /**
   * What is left of an average's arbitrary first value when its rows count as settled. Recursive
   * averages never forget it wholly.
   */
  private static final double LEFT_OF_START = 0.01;

  private final String example;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a List.of.
  private final List<String> parts;

  private final int minPeriod;

  Family(String example, List<String> parts, int minPeriod) {
    this.example = example;
    this.parts = parts;
    this.minPeriod = minPeriod;
  }

  /** How many rows at the start have no value that can be trusted. */
  abstract int warmUpRows(List<Integer> periods);

  /**
   * After how many rows an average that gives the newest row this weight has forgotten its start.
   */
  static int settled(double weight) {
    return weight >= 1
        ? 0
        : (int) Math.ceil(StrictMath.log(LEFT_OF_START) / StrictMath.log1p(-weight));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String example() {
    return example;
  }

  List<String> parts() {
    return parts;
  }

  int minPeriod() {
    return minPeriod;
  }

  int periods() {
    return (int) example.chars().filter(c -> c == '-').count();
  }

  static Optional<Family> of(String text) {
    return Stream.of(values()).filter(family -> family.text().equals(text)).findFirst();
  }

  static List<String> names() {
    return Stream.of(values()).map(Family::text).toList();
  }

  static List<String> examples() {
    return Stream.of(values()).map(Family::example).toList();
  }
}
