package dev.gridcast.server.experiment;

import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.series.Timeframe;
import java.time.Instant;

/**
 * The table that all cases of an experiment share, cut by time into training, validation and
 * confirmation. Immutable.
 */
public final class ExperimentDataset {

  private final TimeSeries full;
  private final Timeframe timeframe;
  private final Instant validationFrom;
  private final Instant confirmationFrom;
  private final String sha256;
  private final byte[] published;
  private final String publishedSha256;

  /**
   * @throws SeriesException if a value is not a finite number
   */
  ExperimentDataset(
      TimeSeries full, Timeframe timeframe, Instant validationFrom, Instant confirmationFrom)
      throws SeriesException {
    this.full = full;
    this.timeframe = timeframe;
    this.validationFrom = validationFrom;
    this.confirmationFrom = confirmationFrom;
    this.sha256 = Digests.sha256(SeriesCsv.canonicalBytes(full));
    // Cut first, written afterwards: the writer never sees a confirmation row.
    this.published = SeriesCsv.canonicalBytes(full.slice(0, full.firstRowFrom(confirmationFrom)));
    this.publishedSha256 = Digests.sha256(published);
  }

  /**
   * The whole table, confirmation rows included: for the server's own judgement, never to be sent.
   */
  public TimeSeries full() {
    return full;
  }

  /** SHA-256 in hex of the canonical bytes of the whole table, confirmation rows included. */
  public String sha256() {
    return sha256;
  }

  /**
   * The bytes of {@code time-series.csv} that volunteers receive: training and validation rows, and
   * never one of the confirmation range. A copy.
   */
  public byte[] published() {
    return published.clone();
  }

  /** SHA-256 in hex of {@link #published()}. */
  public String publishedSha256() {
    return publishedSha256;
  }

  /** The step from row to row. */
  public Timeframe timeframe() {
    return timeframe;
  }

  /** The time of the first validation row. */
  public Instant validationFrom() {
    return validationFrom;
  }

  /** The time of the first confirmation row: from here on nothing leaves the server. */
  public Instant confirmationFrom() {
    return confirmationFrom;
  }

  /** The rows of a range. */
  public TimeSeries rows(Range range) {
    int validation = full.firstRowFrom(validationFrom);
    int confirmation = full.firstRowFrom(confirmationFrom);
    return switch (range) {
      case TRAINING -> full.slice(0, validation);
      case VALIDATION -> full.slice(validation, confirmation);
      case CONFIRMATION -> full.slice(confirmation, full.rows());
    };
  }
}
