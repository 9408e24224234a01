package dev.gridcast.server.experiment;

import dev.gridcast.trainer.sample.Cuts;
import dev.gridcast.trainer.series.TimeSeries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * The shares of the rows, in percent: the key {@code split}. The cuts are laid on the rows of the
 * file as they are, so that neither the features nor the lags move the confirmation range.
 */
record Split(BigDecimal training, BigDecimal validation, BigDecimal confirmation) {

  static final Split STANDARD =
      new Split(BigDecimal.valueOf(60), BigDecimal.valueOf(20), BigDecimal.valueOf(20));

  private static final List<String> KEYS = List.of("training", "validation", "confirmation");
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  static Split read(Optional<Value> given) throws ExperimentException {
    if (given.isEmpty()) {
      return STANDARD;
    }
    Section section = given.get().section(KEYS);
    Split split =
        new Split(
            percent(section, "training"),
            percent(section, "validation"),
            percent(section, "confirmation"));
    BigDecimal sum = split.training.add(split.validation).add(split.confirmation);
    if (sum.compareTo(WHOLE) != 0) {
      throw given
          .get()
          .problem(
              "training, validation and confirmation are "
                  + ValueRange.canonical(sum)
                  + " percent together; they must be 100");
    }
    return split;
  }

  private static BigDecimal percent(Section section, String key) throws ExperimentException {
    Value value =
        section.require(
            key, "give all three shares, like {training: 60, validation: 20, confirmation: 20}");
    BigDecimal percent = value.number();
    if (percent.signum() <= 0 || percent.compareTo(WHOLE) >= 0) {
      throw value.problem(
          ValueRange.canonical(percent) + " is out of range; a share is above 0 and below 100");
    }
    return percent;
  }

  /** Empty if a range would have no row at all. */
  Optional<Cuts> cut(TimeSeries raw) {
    int validationRow = share(raw.rows(), training);
    int confirmationRow = share(raw.rows(), training.add(validation));
    boolean rows =
        validationRow >= 1 && confirmationRow > validationRow && confirmationRow < raw.rows();
    return rows
        ? Optional.of(Cuts.at(raw.time(validationRow), raw.time(confirmationRow)))
        : Optional.empty();
  }

  private static int share(int rows, BigDecimal percent) {
    return BigDecimal.valueOf(rows)
        .multiply(percent)
        .divide(WHOLE, 0, RoundingMode.FLOOR)
        .intValueExact();
  }
}
