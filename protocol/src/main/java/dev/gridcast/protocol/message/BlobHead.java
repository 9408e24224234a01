package dev.gridcast.protocol.message;

/**
 * What follows a {@link BlobRequest}: all encoded bytes from an offset on, in {@link BlobChunk}s.
 *
 * @param request the request's number
 * @param sha256 the SHA-256 in hex that was asked for
 * @param size how many bytes have that SHA-256
 * @param encoding how they travel: {@link #IDENTITY} as they are, {@link #ZSTD} as one frame of
 *     Zstandard
 * @param encodedSize how many bytes they are when encoded; fewer than {@code size} unless they
 *     travel as they are
 * @param encodedSha256 the SHA-256 in hex of all encoded bytes
 * @param from the offset of the first encoded byte that follows: as requested, or 0 when the bytes
 *     are encoded otherwise by now
 */
public record BlobHead(
    long request,
    String sha256,
    long size,
    String encoding,
    long encodedSize,
    String encodedSha256,
    long from)
    implements Message {

  /** Bytes as they are. */
  public static final String IDENTITY = "identity";

  /** One frame of Zstandard. */
  public static final String ZSTD = "zstd";

  public BlobHead {
    Checks.atLeast("request", request, 0);
    Checks.sha256("sha256", sha256);
    Checks.between("size", size, 0, Limits.MAX_BLOB_BYTES);
    Checks.line("encoding", encoding, 1, Limits.MAX_ENCODING_NAME);
    if (encoding.equals(IDENTITY)) {
      Checks.between("encodedSize", encodedSize, size, size);
    } else {
      Checks.between("encodedSize", encodedSize, 1, size - 1);
    }
    Checks.sha256("encodedSha256", encodedSha256);
    Checks.between("from", from, 0, encodedSize);
  }
}
