package dev.gridcast.protocol.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes with value equality: a data set or a model on its way. */
public final class Blob {

  private final byte[] bytes;

  private Blob(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies the bytes. */
  public static Blob copyOf(byte[] bytes) {
    return new Blob(bytes.clone());
  }

  /** Takes the bytes without a copy; the caller must not touch the array afterwards. */
  public static Blob wrap(byte[] bytes) {
    return new Blob(bytes);
  }

  static Blob copyOfRange(byte[] bytes, int from, int to) {
    return new Blob(Arrays.copyOfRange(bytes, from, to));
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** The bytes without a copy, to read. */
  public ByteBuffer asReadOnlyBuffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** The bytes without a copy, as a stream that needs no closing. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /** The SHA-256 of the bytes, in lower-case hex. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Blob that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
