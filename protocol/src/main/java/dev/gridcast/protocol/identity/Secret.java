package dev.gridcast.protocol.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a server asks of whoever wants to join: 128 random bits. As text it is 24 characters of
 * base64url, the last few of which are a checksum, so that a typo is found before it travels.
 */
public final class Secret {

  private static final int RANDOM_BYTES = 16;
  private static final int CHECKSUM_BYTES = 2;
  private static final int TEXT_LENGTH = 24;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** A new secret from the system's strong random numbers. */
  public static Secret random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    byte[] checked = Arrays.copyOf(bytes, RANDOM_BYTES + CHECKSUM_BYTES);
    System.arraycopy(checksum(bytes), 0, checked, RANDOM_BYTES, CHECKSUM_BYTES);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(checked));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws InviteException when it has another form, or its checksum is wrong
   */
  public static Secret parse(String text) throws InviteException {
    if (text.length() != TEXT_LENGTH) {
      throw new InviteException(
          "the secret at the end of an invite has 24 characters, this one has "
              + text.length()
              + ": copy the whole line that the server printed");
    }
    if (!text.matches("[A-Za-z0-9_-]+")) {
      throw new InviteException(
          "the secret at the end of an invite has only letters, digits, - and _: copy the line"
              + " again");
    }
    byte[] checked = Base64.getUrlDecoder().decode(text);
    byte[] sum = checksum(Arrays.copyOf(checked, RANDOM_BYTES));
    if (!Arrays.equals(sum, Arrays.copyOfRange(checked, RANDOM_BYTES, checked.length))) {
      throw new InviteException(
          "the secret at the end of this invite has a typo (its checksum is wrong): copy the line"
              + " again");
    }
    return new Secret(text);
  }

  /** The 24 characters. Not for logs. */
  public String text() {
    return text;
  }

  /** Whether the text is this secret; takes the same time wherever they differ. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(text.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && matches(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Does not tell the secret. */
  @Override
  public String toString() {
    return "a secret";
  }

  private static byte[] checksum(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Arrays.copyOf(digest, CHECKSUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
