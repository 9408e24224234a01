package dev.gridcast.protocol.signal.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gridcast.protocol.identity.Base32;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.SealedBox;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The topics of a server, and what travels on them.
 *
 * <pre>
 * place   = 26 characters of base32 of SHA-256("gridcast topic" | server key)
 * request on gridcast/1/PLACE/in:        LABEL (26 characters) | sealed message
 * answer  on gridcast/1/PLACE/out/LABEL: sealed message
 * </pre>
 *
 * A label is 26 random characters of a to z and 2 to 7. The server puts its own prefix before it
 * and takes nothing else for one, so that a request can make it publish nowhere else.
 */
final class Topics {

  /** The length of a place and of a label: 130 bits. */
  static final int LABEL_CHARACTERS = 26;

  /** The largest request in bytes; an answer has no label. */
  static final int MAX_PAYLOAD_BYTES = LABEL_CHARACTERS + SealedBox.MAX_BYTES;

  private static final byte[] CONTEXT = "gridcast topic".getBytes(US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String prefix;

  private Topics(String prefix) {
    this.prefix = prefix;
  }

  /** Those of the server with this key: nobody can tell the key from them. */
  static Topics of(PeerKey server) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(CONTEXT);
      return new Topics("gridcast/1/" + base32(digest.digest(server.bytes())) + "/");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Where the server listens. */
  String in() {
    return prefix + "in";
  }

  /** Where the answer to the request with this label is published. */
  String out(String label) {
    return prefix + "out/" + label;
  }

  /** A label that nobody can guess. */
  static String newLabel() {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return base32(random);
  }

  /** A request as it travels. */
  static byte[] labelled(String label, byte[] sealed) {
    byte[] payload = Arrays.copyOf(label.getBytes(US_ASCII), LABEL_CHARACTERS + sealed.length);
    System.arraycopy(sealed, 0, payload, LABEL_CHARACTERS, sealed.length);
    return payload;
  }

  /** The label before a request; empty when there is none. */
  static Optional<String> label(byte[] payload) {
    if (payload.length <= LABEL_CHARACTERS || payload.length > MAX_PAYLOAD_BYTES) {
      return Optional.empty();
    }
    for (int i = 0; i < LABEL_CHARACTERS; i++) {
      boolean letter = payload[i] >= 'a' && payload[i] <= 'z';
      if (!letter && !(payload[i] >= '2' && payload[i] <= '7')) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(payload, 0, LABEL_CHARACTERS, US_ASCII));
  }

  /** What stands behind the label. */
  static byte[] sealed(byte[] payload) {
    return Arrays.copyOfRange(payload, LABEL_CHARACTERS, payload.length);
  }

  private static String base32(byte[] bytes) {
    return Base32.encode(bytes).substring(0, LABEL_CHARACTERS);
  }
}
