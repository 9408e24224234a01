package dev.gridcast.protocol.identity;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a server asks of whoever wants to join: 128 random bits, as text 22 characters of base64url.
 * Typos are found by the checksum of the {@link Invite} that it is part of.
 */
public final class Secret {

  /** The length of a secret in bytes. */
  public static final int BYTES = 16;

  /** The length of a secret as text, in characters. */
  public static final int TEXT_LENGTH = 22;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new secret from the system's strong random numbers. */
  public static Secret random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(bytes);
  }

  /**
   * The secret with these bytes.
   *
   * @throws IllegalArgumentException when there are not 16
   */
  public static Secret of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a secret must have 16 bytes: " + bytes.length);
    }
    return new Secret(bytes.clone());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is no secret; the message does not tell what was given
   */
  public static Secret parse(String text) {
    if (text.length() != TEXT_LENGTH || !text.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("a secret must have 22 characters of base64url");
    }
    Secret secret = of(Base64.getUrlDecoder().decode(text));
    if (!secret.text().equals(text)) {
      throw new IllegalArgumentException("the last character of this secret cannot be right");
    }
    return secret;
  }

  /** A copy of the 16 bytes. Not for logs. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The 22 characters. Not for logs. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether the other is the same; takes the same time wherever they differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Does not tell the secret. */
  @Override
  public String toString() {
    return "a secret";
  }
}
