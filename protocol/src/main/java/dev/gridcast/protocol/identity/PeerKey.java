package dev.gridcast.protocol.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Who a peer is: its Ed25519 public key (RFC 8032), 32 bytes. As text it is 43 characters of
 * base64url, which is also the id of a volunteer.
 */
public final class PeerKey {

  /** The length of a key in bytes. */
  public static final int BYTES = 32;

  /** The length of a key as text, in characters. */
  public static final int TEXT_LENGTH = 43;

  private static final int SHORT_LENGTH = 8;

  /** What precedes the 32 bytes in the X.509 form that Java wants. */
  private static final byte[] X509_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] bytes;

  private PeerKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The key with these bytes.
   *
   * @throws IllegalArgumentException when there are not 32
   */
  public static PeerKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key must have 32 bytes: " + bytes.length);
    }
    return new PeerKey(bytes.clone());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is no key, with one line that says what is wrong
   */
  public static PeerKey parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "a key must have " + TEXT_LENGTH + " characters, not " + text.length());
    }
    PeerKey key = of(Base64.getUrlDecoder().decode(text));
    if (!key.text().equals(text)) {
      throw new IllegalArgumentException("the last character of this key cannot be right");
    }
    return key;
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The 43 characters. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The first eight characters, for people; not unique against an adversary. */
  public String shortText() {
    return text().substring(0, SHORT_LENGTH);
  }

  /** Whether the owner of this key signed the message; false for whatever is no signature. */
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // A point that is not on the curve, a length that is none: nobody signed with such a key.
      return false;
    }
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(X509_HEADER, X509_HEADER.length + BYTES);
    System.arraycopy(bytes, 0, encoded, X509_HEADER.length, BYTES);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}
