package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gridcast.protocol.identity.SealedBox;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sealed message as text that two people carry to each other through a chat or a mail.
 *
 * <pre>
 * -----BEGIN GRIDCAST OFFER-----
 * base64 of: sealed message | SHA-256("gridcast block" | sealed message)[0..4]
 * -----END GRIDCAST OFFER-----
 * </pre>
 *
 * What chats and mails do to text is forgiven: quoting, indentation, other line ends or none,
 * dashes made into one, spaces and invisible characters, words before and after.
 */
public final class Block {

  /** The longest text that is looked at, in characters. */
  public static final int MAX_CHARACTERS = 200_000;

  private static final int LINE_CHARACTERS = 64;
  private static final int CHECK_BYTES = 4;
  private static final byte[] CONTEXT = "gridcast block".getBytes(US_ASCII);
  private static final String DASHES = "[-\\u2010-\\u2015\\u2212]*";
  private static final Pattern MARKER =
      Pattern.compile(
          DASHES + "(BEGIN|END)[\\s\\u00a0>|]+GRIDCAST[\\s\\u00a0>|]+(OFFER|ANSWER)" + DASHES,
          Pattern.CASE_INSENSITIVE);

  private Block() {}

  /** What is in a block. */
  public enum Kind {
    /** From a client. */
    OFFER("an offer"),
    /** From a server. */
    ANSWER("an answer");

    private final String called;

    Kind(String called) {
      this.called = called;
    }
  }

  /** The lines of a block, without the last line's end. */
  public static String write(Kind kind, byte[] sealed) {
    byte[] checked = Arrays.copyOf(sealed, sealed.length + CHECK_BYTES);
    System.arraycopy(check(sealed), 0, checked, sealed.length, CHECK_BYTES);
    return "-----BEGIN GRIDCAST "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(checked)
        + "\n-----END GRIDCAST "
        + kind
        + "-----";
  }

  /** Whether a text that still grows holds the end of a block. */
  public static boolean isWhole(String text) {
    Matcher marker = markers(text);
    while (marker.find()) {
      if (isEnd(marker)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text that still grows holds the beginning of a block. */
  public static boolean isBegun(String text) {
    return markers(text).find();
  }

  /**
   * The sealed message of the block in a text.
   *
   * @throws BlockException when there is none, another kind of block, or a damaged one
   */
  public static byte[] read(Kind wanted, String text) throws BlockException {
    if (text.length() > MAX_CHARACTERS) {
      throw new BlockException("that is far too long for " + wanted.called);
    }
    String visible = visible(text);
    Matcher marker = MARKER.matcher(visible);
    if (!marker.find() || isEnd(marker)) {
      throw new BlockException(
          "there is no beginning in that: copy everything from -----BEGIN GRIDCAST "
              + wanted
              + "----- to -----END GRIDCAST "
              + wanted
              + "-----");
    }
    Kind kind = Kind.valueOf(marker.group(2).toUpperCase(Locale.ROOT));
    if (kind != wanted) {
      throw new BlockException(
          "that is " + kind.called + ", but " + wanted.called + " is wanted here");
    }
    int begin = marker.end();
    if (!marker.find() || !isEnd(marker)) {
      throw new BlockException(
          "the end is missing: copy up to -----END GRIDCAST " + wanted + "---");
    }
    return checked(visible.substring(begin, marker.start()));
  }

  private static Matcher markers(String text) {
    return MARKER.matcher(visible(text));
  }

  /** Chats put characters without a shape between others, to break lines there. */
  private static String visible(String text) {
    return text.replaceAll("\\p{Cf}", "");
  }

  private static boolean isEnd(Matcher marker) {
    return "END".equalsIgnoreCase(marker.group(1));
  }

  private static byte[] checked(String body) throws BlockException {
    byte[] bytes;
    try {
      // Whatever is no character of base64 was put there by a chat or a mail.
      bytes = Base64.getDecoder().decode(body.replaceAll("[^A-Za-z0-9+/]", ""));
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
    if (bytes.length <= CHECK_BYTES || bytes.length > SealedBox.MAX_BYTES + CHECK_BYTES) {
      throw damaged(null);
    }
    byte[] sealed = Arrays.copyOf(bytes, bytes.length - CHECK_BYTES);
    if (!Arrays.equals(check(sealed), Arrays.copyOfRange(bytes, sealed.length, bytes.length))) {
      throw damaged(null);
    }
    return sealed;
  }

  private static BlockException damaged(@Nullable Throwable cause) {
    return new BlockException(
        "that block is damaged: a character is missing, or is another one; copy it once more",
        cause);
  }

  private static byte[] check(byte[] sealed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(CONTEXT);
      return Arrays.copyOf(digest.digest(sealed), CHECK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
