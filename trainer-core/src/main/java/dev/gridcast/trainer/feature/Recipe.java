package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.Collection;
import java.util.List;

/** How one feature is made. Immutable; its values depend on the name and the table alone. */
sealed interface Recipe permits PlainColumn, CalendarFeature, Indicator {
  /**
   * The parts that make columns {@code NAME.part}; empty if the feature is one column, {@code
   * NAME}.
   */
  List<String> parts();

  /** The columns of the table that are read. */
  List<String> inputs();

  int warmUpRows();

  /**
   * One array per part (or one), one value per row; those of the warm-up are never read. A row's
   * value is made of that row and earlier ones only.
   */
  List<double[]> compute(TimeSeries series) throws FeatureException;

  Quantity quantity(Collection<String> priceColumns);
}
