package dev.gridcast.protocol.message;

/**
 * Some of the encoded bytes that a {@link BlobHead} announced, in order and without gaps.
 *
 * @param request the request's number
 * @param at the offset of the first of them among all encoded bytes
 * @param data the bytes, 1 to {@link Limits#MAX_CHUNK_BYTES}; all but the last chunk have at least
 *     {@link Limits#MIN_CHUNK_BYTES}
 */
public record BlobChunk(long request, long at, Blob data) implements Message {

  public BlobChunk {
    Checks.atLeast("request", request, 0);
    Checks.between("at", at, 0, Limits.MAX_BLOB_BYTES);
    Checks.between(
        "the size of data", Checks.present("data", data).size(), 1, Limits.MAX_CHUNK_BYTES);
  }
}
