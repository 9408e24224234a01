package dev.gridcast.protocol.message;

/**
 * The whole log of a {@link Failure}, of which that has only the end: it waits until the server
 * asks for it by {@link BlobRequest}, which it need not.
 *
 * @param sha256 the SHA-256 of its bytes in hex
 * @param size how many bytes it has
 */
public record LogOffer(String sha256, long size) {

  public LogOffer {
    Checks.sha256("sha256", sha256);
    Checks.between("size", size, 0, Limits.MAX_WHOLE_LOG_BYTES);
  }
}
