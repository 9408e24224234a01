package dev.gridcast.server.admission;

import dev.gridcast.protocol.identity.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is kept of the secret of an invite. It has 128 random bits, so that nobody finds it from its
 * hash, however fast that is to compute.
 */
final class SecretHash {

  private SecretHash() {}

  /** SHA-256 in hexadecimal. */
  static String of(Secret secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
