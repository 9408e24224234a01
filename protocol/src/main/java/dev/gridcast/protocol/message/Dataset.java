package dev.gridcast.protocol.message;

/**
 * The bytes of a data set, to be written verbatim as {@code time-series.csv}.
 *
 * @param sha256 what the SHA-256 of the content must be, in hex; the receiver checks it
 * @param content the bytes
 */
public record Dataset(String sha256, Blob content) implements Message {

  public Dataset {
    Checks.sha256("sha256", sha256);
    Checks.between(
        "the size of content", Checks.present("content", content).size(), 0, Limits.MAX_BLOB_BYTES);
  }
}
