package dev.gridcast.protocol.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 in lower-case hex, of bytes that need not be in memory. */
public final class Hashes {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER = 64 << 10;

  private Hashes() {}

  /**
   * Whether the text is a SHA-256 in 64 lower-case hex digits: only such texts become file names.
   */
  public static boolean isSha256(String text) {
    return SHA_256.matcher(text).matches();
  }

  /** The hash of a file's bytes; a link is not followed. */
  public static String ofFile(Path file) throws IOException {
    return hex(begun(file));
  }

  /** The hash of what is in a file so far, to go on with. */
  static MessageDigest begun(Path file) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return digest;
  }

  static String checked(String sha256) {
    if (!isSha256(sha256)) {
      throw new IllegalArgumentException(
          "a blob is named by 64 lower-case hex digits, not by '" + sha256 + "'");
    }
    return sha256;
  }

  static DigestOutputStream hashing(OutputStream to) {
    return new DigestOutputStream(to, newDigest());
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
