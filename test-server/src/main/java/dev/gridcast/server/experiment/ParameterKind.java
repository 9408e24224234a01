package dev.gridcast.server.experiment;

import dev.gridcast.trainer.engine.Loss;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parameters that can be searched: what each may be, and what it is if nothing is said. The
 * limits are those of {@link dev.gridcast.trainer.work.CaseParameters}, told here in terms of the
 * experiment file.
 */
enum ParameterKind implements RangeRule {
  /** Rows of history that the network sees at once. */
  LAGS("lags", 1, 10_000, 10),
  /** The kind of network. */
  MODEL("model", List.of("lstm")),
  /** Size of the network's memory. */
  UNITS("units", 1, 4_096, 50),
  /** Windows per step of the optimiser. */
  BATCH("batch", 1, 100_000, 72),
  /** Passes over the training range. */
  EPOCHS("epochs", 1, 10_000, 50),
  /** Step size of the optimiser. */
  LEARNING_RATE("learning-rate", new BigDecimal("0.00000001"), BigDecimal.TEN, "0.001"),
  /** What the training makes small. */
  LOSS("loss", words(Loss.values()));

  /** What a double holds of any decimal: two numbers of so many digits are never one to it. */
  private static final int MAX_PRECISION = 15;

  private final String key;
  private final Optional<BigDecimal> min;
  private final Optional<BigDecimal> max;
  private final boolean whole;

  @SuppressWarnings("ImmutableEnumChecker") // The list cannot be changed, its type only hides it.
  private final List<String> choices;

  private final String standard;

  ParameterKind(String key, long min, long max, long standard) {
    this.key = key;
    this.min = Optional.of(BigDecimal.valueOf(min));
    this.max = Optional.of(BigDecimal.valueOf(max));
    this.whole = true;
    this.choices = List.of();
    this.standard = Long.toString(standard);
  }

  ParameterKind(String key, BigDecimal min, BigDecimal max, String standard) {
    this.key = key;
    this.min = Optional.of(min);
    this.max = Optional.of(max);
    this.whole = false;
    this.choices = List.of();
    this.standard = standard;
  }

  ParameterKind(String key, List<String> choices) {
    this.key = key;
    this.min = Optional.empty();
    this.max = Optional.empty();
    this.whole = false;
    this.choices = choices;
    this.standard = choices.get(0);
  }

  /** The name in the experiment file and in {@code parameters.csv}. */
  @Override
  public String key() {
    return key;
  }

  @Override
  public boolean isNumber() {
    return choices.isEmpty();
  }

  @Override
  public List<String> choices() {
    return choices;
  }

  ValueRange standard() {
    return ValueRange.Listed.of(standard);
  }

  @Override
  public void check(Value where, BigDecimal number) throws ExperimentException {
    if (whole && !Value.isWhole(number)) {
      throw where.problem(text(number) + " is not a whole number");
    }
    boolean low = min.isPresent() && number.compareTo(min.get()) < 0;
    boolean high = max.isPresent() && number.compareTo(max.get()) > 0;
    if (low || high) {
      throw where.problem(
          text(number)
              + " is out of range; "
              + key
              + " goes from "
              + min.map(ParameterKind::text).orElse("")
              + " to "
              + max.map(ParameterKind::text).orElse(""));
    }
    checkPrecision(where, number, 0);
  }

  @Override
  public void checkPrecision(Value where, BigDecimal number, int decimals)
      throws ExperimentException {
    if (!whole) {
      requirePrecision(where, number, decimals);
    }
  }

  /** Refuses what a double cannot tell from its neighbour, {@code decimals} places behind. */
  static void requirePrecision(Value where, BigDecimal number, int decimals)
      throws ExperimentException {
    BigDecimal plain = number.stripTrailingZeros();
    int digits = plain.precision() + Math.max(0, decimals - plain.scale());
    if (digits > MAX_PRECISION) {
      throw where.problem(
          "takes "
              + digits
              + " digits to write down; the trainer tells numbers apart up to "
              + MAX_PRECISION);
    }
  }

  private static String text(BigDecimal number) {
    return ValueRange.canonical(number);
  }

  /** The words that stand for constants in {@code parameters.csv}. */
  private static List<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
