package dev.gridcast.trainer.sample;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Collects a {@link SampleSpec}. */
public final class SampleSpecBuilder {
  private final List<String> labels;
  private final List<String> features;
  private final Duration step;
  private final Cuts cuts;
  private TargetMode target = TargetMode.LOG_RETURN;
  private Optional<String> reference = Optional.of("close");
  private Set<String> priceColumns = Set.of();
  private Set<String> priceDifferenceColumns = Set.of();
  private ScalerKind scaler = ScalerKind.MINMAX;
  private int lags = 10;
  private int horizon = 1;
  private OptionalInt leadRows = OptionalInt.empty();

  SampleSpecBuilder(List<String> labels, List<String> features, Duration step, Cuts cuts) {
    this.labels = labels;
    this.features = features;
    this.step = step;
    this.cuts = cuts;
  }

  /** Asks for log-returns against this column. */
  public SampleSpecBuilder logReturn(String referenceColumn) {
    target = TargetMode.LOG_RETURN;
    reference = Optional.of(referenceColumn);
    return this;
  }

  /** Asks for prices; directions are told from each label's own last value. */
  public SampleSpecBuilder price() {
    target = TargetMode.PRICE;
    reference = Optional.empty();
    return this;
  }

  /** Asks for prices; directions are told from this column's last value. */
  public SampleSpecBuilder price(String referenceColumn) {
    target = TargetMode.PRICE;
    reference = Optional.of(referenceColumn);
    return this;
  }

  public SampleSpecBuilder priceColumns(Collection<String> names) {
    priceColumns = Set.copyOf(names);
    return this;
  }

  public SampleSpecBuilder priceDifferenceColumns(Collection<String> names) {
    priceDifferenceColumns = Set.copyOf(names);
    return this;
  }

  public SampleSpecBuilder lags(int rows) {
    lags = rows;
    return this;
  }

  public SampleSpecBuilder horizon(int rows) {
    horizon = rows;
    return this;
  }

  public SampleSpecBuilder scaler(ScalerKind kind) {
    scaler = kind;
    return this;
  }

  /** Unless told, as many as lags. */
  public SampleSpecBuilder leadRows(int rows) {
    leadRows = OptionalInt.of(rows);
    return this;
  }

  /**
   * The specification.
   *
   * @throws IllegalArgumentException if the parts contradict each other; the message is one line
   *     for the user
   */
  public SampleSpec build() {
    return new SampleSpec(
        labels,
        features,
        target,
        reference,
        priceColumns,
        priceDifferenceColumns,
        scaler,
        lags,
        leadRows.orElse(lags),
        horizon,
        step,
        cuts);
  }
}
