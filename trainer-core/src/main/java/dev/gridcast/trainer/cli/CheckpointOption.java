package dev.gridcast.trainer.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --checkpoint-seconds}: a whole number, or {@code off}. */
final class CheckpointOption implements ITypeConverter<CheckpointOption.Interval> {

  /**
   * How often.
   *
   * @param every empty: never
   */
  record Interval(Optional<Duration> every) {}

  private static final int MAX_DIGITS = 6;

  @Override
  public Interval convert(String value) {
    if (value.equals("off")) {
      return new Interval(Optional.empty());
    }
    boolean whole =
        !value.isEmpty()
            && value.length() <= MAX_DIGITS
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!whole) {
      throw new TypeConversionException(
          "must be a whole number of seconds from 0 to 999999, or off: \"" + value + "\"");
    }
    return new Interval(Optional.of(Duration.ofSeconds(Long.parseLong(value))));
  }
}
