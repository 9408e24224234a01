package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.Collection;
import java.util.List;

/** A column of the table, as it is. */
record PlainColumn(String column) implements Recipe {
  @Override
  public List<String> parts() {
    return List.of();
  }

  @Override
  public List<String> inputs() {
    return List.of(column);
  }

  @Override
  public int warmUpRows() {
    return 0;
  }

  @Override
  public List<double[]> compute(TimeSeries series) {
    return List.of(series.column(column));
  }

  @Override
  public Quantity quantity(Collection<String> priceColumns) {
    return priceColumns.contains(column) ? Quantity.PRICE : Quantity.PLAIN;
  }
}
