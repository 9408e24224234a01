package dev.gridcast.server.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The fingerprint of everything that happened, in order: two runs with the same one are the same.
 */
final class Trace {

  private static final int SHOWN_BYTES = 8;

  private final MessageDigest digest = sha256();
  private final ByteBuffer head = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);

  /** Notes that something was said, or otherwise happened. */
  void note(Instant at, String where, byte[] what) {
    head.clear();
    head.putLong(at.toEpochMilli()).putInt(what.length);
    digest.update(head.array());
    digest.update(where.getBytes(StandardCharsets.UTF_8));
    digest.update(what);
  }

  void note(Instant at, String where, String what) {
    note(at, where, what.getBytes(StandardCharsets.UTF_8));
  }

  /** The fingerprint so far: 16 hex digits. */
  String hash() {
    try {
      byte[] soFar = ((MessageDigest) digest.clone()).digest();
      return HexFormat.of().formatHex(soFar, 0, SHOWN_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
