package dev.gridcast.protocol.message;

/**
 * Asks for the bytes of a data set; answered by {@link Dataset}.
 *
 * @param sha256 the SHA-256 in hex
 */
public record DatasetRequest(String sha256) implements Message {

  public DatasetRequest {
    Checks.sha256("sha256", sha256);
  }
}
