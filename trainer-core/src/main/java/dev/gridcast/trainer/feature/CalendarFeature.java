package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.TimeSeries;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a row's time (UTC) stands in a cycle, as sine and cosine: the end of a cycle is as near to
 * its start as any other neighbours are.
 */
enum CalendarFeature implements Recipe {
  /** The time of day, minutes and seconds included; midnight is the start. */
  HOUR_OF_DAY("hour-of-day") {
    @Override
    double turn(OffsetDateTime time) {
      return time.toLocalTime().toNanoOfDay() / 86_400e9;
    }
  },
  /** The day of the week; Monday is the start. */
  DAY_OF_WEEK("day-of-week") {
    @Override
    double turn(OffsetDateTime time) {
      return (time.get(ChronoField.DAY_OF_WEEK) - 1) / 7.0;
    }
  },
  /** The day of the month in a month of its own length; the first is the start. */
  DAY_OF_MONTH("day-of-month") {
    @Override
    double turn(OffsetDateTime time) {
      return (time.getDayOfMonth() - 1.0) / time.toLocalDate().lengthOfMonth();
    }
  },
  /** The month of the year; January is the start. */
  MONTH_OF_YEAR("month-of-year") {
    @Override
    double turn(OffsetDateTime time) {
      return (time.getMonthValue() - 1) / 12.0;
    }
  };

  private final String text;

  CalendarFeature(String text) {
    this.text = text;
  }

  /** How much of the cycle is over, 0 to 1. */
  abstract double turn(OffsetDateTime time);

  static Optional<CalendarFeature> of(String name) {
    return Stream.of(values()).filter(feature -> feature.text.equals(name)).findFirst();
  }

  static List<String> names() {
    return Stream.of(values()).map(feature -> feature.text).toList();
  }

  @Override
  public List<String> parts() {
    return List.of("sin", "cos");
  }

  @Override
  public List<String> inputs() {
    return List.of();
  }

  @Override
  public int warmUpRows() {
    return 0;
  }

  @Override
  public List<double[]> compute(TimeSeries series) {
    double[] sine = new double[series.rows()];
    double[] cosine = new double[series.rows()];
    for (int row = 0; row < sine.length; row++) {
      double angle =
          2
              * Math.PI
              * turn(Instant.ofEpochMilli(series.epochMillis(row)).atOffset(ZoneOffset.UTC));
      // StrictMath gives the same bits on every machine; the dataset's hash depends on them.
      sine[row] = StrictMath.sin(angle);
      cosine[row] = StrictMath.cos(angle);
    }
    return List.of(sine, cosine);
  }

  @Override
  public Quantity quantity(Collection<String> priceColumns) {
    return Quantity.PLAIN;
  }
}
