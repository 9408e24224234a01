package dev.gridcast.protocol.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What two sides say on a new line before anything else: each proves that it holds the key by which
 * it was introduced, and that it sees the same two ends of the encrypted line. Whoever sits between
 * the two has a fingerprint of its own on at least one side, and no signature that would fit.
 *
 * <pre>
 * GREETING  [u8 5]["GCC"][u8 major][u8 minor][32 key][32 nonce]     both at once
 * PROOF     [u8 6][64 Ed25519 signature]                            after the other's greeting
 *
 * signed: "gridcast channel 1" | u8 role | own key | other key
 *         | own fingerprint | other fingerprint | own nonce | other nonce
 * </pre>
 *
 * <p>Not thread-safe: one thread hears, in the order of the line.
 */
public final class Introduction {

  /** The version of the framing that all of a kind understand. */
  public static final int MAJOR = 1;

  /** What was added to it without breaking it. */
  public static final int MINOR = 0;

  /** How long the whole may take. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  /** The length of a fingerprint, a SHA-256, in bytes. */
  public static final int FINGERPRINT_BYTES = 32;

  static final int NONCE_BYTES = 32;

  private static final int SIGNATURE_BYTES = 64;
  private static final byte[] MAGIC = "GCC".getBytes(US_ASCII);
  private static final byte[] CONTEXT = "gridcast channel 1".getBytes(US_ASCII);
  private static final int VERSIONS_AT = 1 + MAGIC.length;
  private static final int KEY_AT = VERSIONS_AT + 2;
  private static final int NONCE_AT = KEY_AT + PeerKey.BYTES;
  private static final int GREETING_BYTES = NONCE_AT + NONCE_BYTES;

  private final Identity self;
  private final PeerKey other;
  private final Role role;
  private final byte[] ownFingerprint;
  private final byte[] otherFingerprint;
  private final byte[] ownNonce;
  private byte @Nullable [] otherNonce;
  private int otherMinor;
  private boolean complete;

  /** Which part a side had in making the line. */
  public enum Role {
    /** It offered. */
    OFFERED(1),

    /** It answered. */
    ANSWERED(2);

    private final byte code;

    Role(int code) {
      this.code = (byte) code;
    }

    Role opposite() {
      return this == OFFERED ? ANSWERED : OFFERED;
    }
  }

  /**
   * An introduction that has not begun.
   *
   * @param self who this side is
   * @param other whom it expects at the other end
   * @param role of this side
   * @param ownFingerprint the SHA-256 of the certificate with which this side encrypts the line
   * @param otherFingerprint that of the other side, as this side sees it
   */
  public Introduction(
      Identity self, PeerKey other, Role role, byte[] ownFingerprint, byte[] otherFingerprint) {
    this(self, other, role, ownFingerprint, otherFingerprint, freshNonce());
  }

  Introduction(
      Identity self,
      PeerKey other,
      Role role,
      byte[] ownFingerprint,
      byte[] otherFingerprint,
      byte[] ownNonce) {
    this.self = self;
    this.other = other;
    this.role = role;
    this.ownFingerprint = fingerprint(ownFingerprint);
    this.otherFingerprint = fingerprint(otherFingerprint);
    this.ownNonce = ownNonce.clone();
  }

  private static byte[] fingerprint(byte[] given) {
    if (given.length != FINGERPRINT_BYTES) {
      throw new IllegalArgumentException("a fingerprint must have 32 bytes: " + given.length);
    }
    return given.clone();
  }

  private static byte[] freshNonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return nonce;
  }

  /** The first frame of this side. */
  byte[] greeting() {
    return ByteBuffer.allocate(GREETING_BYTES)
        .put(Frames.GREETING)
        .put(MAGIC)
        .put((byte) MAJOR)
        .put((byte) MINOR)
        .put(self.key().bytes())
        .put(ownNonce)
        .array();
  }

  /** Whether the other side has proved who it is. */
  boolean isComplete() {
    return complete;
  }

  /** The minor version of the other side's framing, once its greeting was heard. */
  int otherMinor() {
    return otherMinor;
  }

  /**
   * Takes a frame of the other side.
   *
   * @return this side's proof, when that is due
   * @throws FrameException when it is not what it should be; there is no second try
   */
  Optional<byte[]> hear(byte[] frame) throws FrameException {
    if (otherNonce == null) {
      otherNonce = greeted(frame);
      return Optional.of(proof(otherNonce));
    }
    check(frame, otherNonce);
    complete = true;
    return Optional.empty();
  }

  private byte[] greeted(byte[] frame) throws FrameException {
    if (frame.length < KEY_AT
        || frame[0] != Frames.GREETING
        || !Arrays.equals(frame, 1, VERSIONS_AT, MAGIC, 0, MAGIC.length)) {
      throw new FrameException("the other side does not begin with a greeting");
    }
    int major = Byte.toUnsignedInt(frame[VERSIONS_AT]);
    if (major != MAJOR) {
      throw new FrameException(
          "the other side speaks version "
              + major
              + " of the framing, this release "
              + MAJOR
              + ": update "
              + (major > MAJOR ? "this side" : "the other side"));
    }
    otherMinor = Byte.toUnsignedInt(frame[VERSIONS_AT + 1]);
    // A newer minor version may have more to say at the end.
    if (frame.length < GREETING_BYTES || (frame.length > GREETING_BYTES && otherMinor <= MINOR)) {
      throw new FrameException("a greeting must have 70 bytes: " + frame.length);
    }
    if (!PeerKey.of(Arrays.copyOfRange(frame, KEY_AT, NONCE_AT)).equals(other)) {
      throw new FrameException("the other side greets with another key than the expected one");
    }
    return Arrays.copyOfRange(frame, NONCE_AT, GREETING_BYTES);
  }

  private byte[] proof(byte[] theirNonce) {
    byte[] signed =
        statement(role, self.key(), other, ownFingerprint, otherFingerprint, ownNonce, theirNonce);
    return ByteBuffer.allocate(1 + SIGNATURE_BYTES)
        .put(Frames.PROOF)
        .put(self.sign(signed))
        .array();
  }

  private void check(byte[] frame, byte[] theirNonce) throws FrameException {
    if (complete || frame.length != 1 + SIGNATURE_BYTES || frame[0] != Frames.PROOF) {
      throw new FrameException("a greeting must be followed by its proof, and by that only");
    }
    byte[] signed =
        statement(
            role.opposite(),
            other,
            self.key(),
            otherFingerprint,
            ownFingerprint,
            theirNonce,
            ownNonce);
    if (!other.verifies(signed, Arrays.copyOfRange(frame, 1, frame.length))) {
      throw new FrameException(
          "the other side cannot prove its key on this line: somebody else is at its end,"
              + " or between the two");
    }
  }

  private static byte[] statement(
      Role role,
      PeerKey own,
      PeerKey other,
      byte[] ownFingerprint,
      byte[] otherFingerprint,
      byte[] ownNonce,
      byte[] otherNonce) {
    return ByteBuffer.allocate(
            CONTEXT.length + 1 + 2 * (PeerKey.BYTES + FINGERPRINT_BYTES + NONCE_BYTES))
        .put(CONTEXT)
        .put(role.code)
        .put(own.bytes())
        .put(other.bytes())
        .put(ownFingerprint)
        .put(otherFingerprint)
        .put(ownNonce)
        .put(otherNonce)
        .array();
  }
}
