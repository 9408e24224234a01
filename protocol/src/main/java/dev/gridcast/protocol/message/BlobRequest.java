package dev.gridcast.protocol.message;

import java.util.List;

/**
 * Asks for the bytes that have a SHA-256; answered by {@link BlobHead} and {@link BlobChunk}s, or
 * by {@link BlobStop}. Either side may ask the other.
 *
 * @param request names the transfer on this connection: odd numbers for whoever connected, even
 *     ones for whoever was connected to, each used once
 * @param sha256 the SHA-256 in hex of the bytes asked for
 * @param encodings the encodings that the asker understands, see {@link BlobHead}
 * @param from how many encoded bytes the asker has already
 * @param encodedSha256 the {@link BlobHead#encodedSha256} that came with those; empty when there
 *     are none
 */
public record BlobRequest(
    long request, String sha256, List<String> encodings, long from, String encodedSha256)
    implements Message {

  public BlobRequest {
    Checks.atLeast("request", request, 0);
    Checks.sha256("sha256", sha256);
    encodings = Checks.list("encodings", encodings, Limits.MAX_ENCODINGS);
    encodings.forEach(
        encoding -> Checks.line("each of encodings", encoding, 1, Limits.MAX_ENCODING_NAME));
    Checks.distinct("encodings", encodings);
    Checks.between("from", from, 0, Limits.MAX_BLOB_BYTES);
    if (from > 0) {
      Checks.sha256("encodedSha256", encodedSha256);
    } else {
      Checks.line("encodedSha256", encodedSha256, 0, 0);
    }
  }
}
