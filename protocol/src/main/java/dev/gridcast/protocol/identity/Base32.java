package dev.gridcast.protocol.identity;

import java.io.ByteArrayOutputStream;

/**
 * RFC 4648 base32 in lower case without padding: letters and the digits 2 to 7, which no chat
 * program takes for a link, a smiley or the beginning of bold text, and which survive capitals.
 */
public final class Base32 {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  private Base32() {}

  /** The text of these bytes, the last character filled up with zeros. */
  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * Byte.SIZE + BITS - 1) / BITS);
    int buffer = 0;
    int bits = 0;
    for (byte each : bytes) {
      buffer = (buffer << Byte.SIZE) | Byte.toUnsignedInt(each);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(ALPHABET.charAt((buffer >>> bits) & MASK));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((buffer << (BITS - bits)) & MASK));
    }
    return text.toString();
  }

  /**
   * The bytes of a text; what is left over of the last character, fewer than eight bits, is not
   * looked at.
   *
   * @throws IllegalArgumentException when a character is none of the alphabet
   */
  public static byte[] decode(CharSequence text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("not a character of base32");
      }
      buffer = (buffer << BITS) | value;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes.write(buffer >>> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
