package dev.gridcast.server.experiment;

import java.time.Instant;

/**
 * The table that all cases of an experiment share, cut by time into training, validation and
 * confirmation. Immutable.
 */
public final class ExperimentDataset {

  private final String sha256;
  private final byte[] published;
  private final String publishedSha256;
  private final Instant validationFrom;
  private final Instant confirmationFrom;

  ExperimentDataset(
      String sha256, byte[] published, Instant validationFrom, Instant confirmationFrom) {
    this.sha256 = sha256;
    this.published = published.clone();
    this.publishedSha256 = Digests.sha256(published);
    this.validationFrom = validationFrom;
    this.confirmationFrom = confirmationFrom;
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

  /** The time of the first validation row. */
  public Instant validationFrom() {
    return validationFrom;
  }

  /** The time of the first confirmation row: from here on nothing leaves the server. */
  public Instant confirmationFrom() {
    return confirmationFrom;
  }
}
