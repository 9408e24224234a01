package dev.gridcast.protocol.signal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fingerprint of a DTLS certificate in a description: what ties a connection to the key that
 * signed the description.
 */
public final class Fingerprints {

  /** The length of a SHA-256 fingerprint in bytes. */
  public static final int BYTES = 32;

  private static final String WORD = "fingerprint";
  private static final String LINE = "a=" + WORD + ':';
  private static final Pattern VALUE =
      Pattern.compile("sha-256 +(?<hex>[0-9a-f]{2}(:[0-9a-f]{2}){31})");

  private Fingerprints() {}

  /**
   * The only fingerprint of a description.
   *
   * @param sdp hostile
   * @throws IllegalArgumentException when it has none, several, or one that is not SHA-256
   */
  public static byte[] of(String sdp) {
    String lower = sdp.toLowerCase(Locale.ROOT);
    List<String> lines = lower.lines().filter(line -> line.startsWith(LINE)).toList();
    // Whatever a parser takes for a fingerprint has the word in it: there must be no other one.
    if (lines.size() != 1 || lower.indexOf(WORD) != lower.lastIndexOf(WORD)) {
      throw new IllegalArgumentException(
          "a description must have one DTLS fingerprint, and has " + lines.size());
    }
    return parse(lines.get(0).substring(LINE.length()));
  }

  /** The text of a fingerprint: {@code sha-256 AA:BB:…}. */
  public static String text(byte[] fingerprint) {
    StringBuilder text = new StringBuilder("sha-256 ");
    for (int i = 0; i < fingerprint.length; i++) {
      text.append(i == 0 ? "" : ":")
          .append(String.format(Locale.ROOT, "%02X", Byte.toUnsignedInt(fingerprint[i])));
    }
    return text.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is no SHA-256 fingerprint
   */
  static byte[] parse(String text) {
    Matcher matcher = VALUE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a DTLS fingerprint must be of SHA-256");
    }
    String hex = matcher.group("hex");
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) Integer.parseInt(hex, i * 3, i * 3 + 2, 16);
    }
    return bytes;
  }
}
