package dev.gridcast.protocol.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A message that only its recipient can read, and of which the recipient knows who wrote it and
 * that it was written for it: sign, then encrypt.
 *
 * <pre>
 * sealed    = header(37) | AES-256-GCM of the plaintext, with the header as associated data
 * header    = "GCS" | version 1 | kind u8 | ephemeral X25519 public key (32)
 * plaintext = Ed25519 key of the sender (32) | signature (64) | body
 * signature = of "gridcast sign 1" | kind | ephemeral key | key of the recipient | body
 * key | iv  = HKDF-SHA256(X25519(ephemeral, recipient), no salt,
 *             "gridcast seal 1" | header | key of the recipient), 32 and 12 bytes
 * </pre>
 *
 * What it does not do: remember. Who opens one must see to it that it is fresh and new.
 */
public final class SealedBox {

  /** The largest body in bytes: 32 KiB. */
  public static final int MAX_BODY_BYTES = 32 << 10;

  private static final byte[] MAGIC = {'G', 'C', 'S', 1};
  private static final byte[] SIGN_CONTEXT = "gridcast sign 1".getBytes(US_ASCII);
  private static final byte[] SEAL_CONTEXT = "gridcast seal 1".getBytes(US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + 1 + PeerKey.BYTES;
  private static final int SIGNATURE_BYTES = 64;
  private static final int TAG_BYTES = 16;
  private static final int AES_BYTES = 32;
  private static final int IV_BYTES = 12;
  private static final int FIXED_BYTES = HEADER_BYTES + PeerKey.BYTES + SIGNATURE_BYTES + TAG_BYTES;

  /** The largest sealed message in bytes. */
  public static final int MAX_BYTES = MAX_BODY_BYTES + FIXED_BYTES;

  private SealedBox() {}

  /** What was in a box. */
  public static final class Opened {

    private final int kind;
    private final PeerKey sender;
    private final byte[] body;

    private Opened(int kind, PeerKey sender, byte[] body) {
      this.kind = kind;
      this.sender = sender;
      this.body = body;
    }

    /** What sort of message it is, 0 to 255; signed and not to be changed. */
    public int kind() {
      return kind;
    }

    /** Who wrote it. */
    public PeerKey sender() {
      return sender;
    }

    /** What was written; a copy. */
    public byte[] body() {
      return body.clone();
    }
  }

  /** Seals a body of at most {@link #MAX_BODY_BYTES}. */
  public static byte[] seal(int kind, Identity sender, PeerKey recipient, byte[] body) {
    if (kind < 0 || kind > 255 || body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a kind must be 0 to 255 and a body have at most "
              + MAX_BODY_BYTES
              + " bytes: "
              + kind
              + ", "
              + body.length);
    }
    try {
      KeyPair ephemeral = Curve.ephemeral();
      byte[] point = Curve.bytes(ephemeral);
      byte[] header = join(MAGIC, new byte[] {(byte) kind}, point);
      byte[] signature = sender.sign(signed(kind, point, recipient, body));
      byte[] shared = Curve.agree(ephemeral.getPrivate(), Curve.u(recipient));
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, shared, header, recipient);
      return join(header, cipher.doFinal(join(sender.key().bytes(), signature, body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("nothing can be sealed for the key " + recipient, e);
    }
  }

  /**
   * Opens what was sealed for this identity.
   *
   * @throws SealException when it was not, or is not whole, or its signature is false
   */
  public static Opened open(byte[] sealed, Identity recipient) throws SealException {
    if (sealed.length < FIXED_BYTES || sealed.length > MAX_BYTES) {
      throw new SealException(
          "a sealed message must have "
              + FIXED_BYTES
              + " to "
              + MAX_BYTES
              + " bytes: "
              + sealed.length);
    }
    if (!Arrays.equals(MAGIC, Arrays.copyOf(sealed, MAGIC.length))) {
      throw new SealException("this is no sealed message of version 1");
    }
    byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
    ByteBuffer plain = ByteBuffer.wrap(decrypted(sealed, header, recipient));
    byte[] sender = new byte[PeerKey.BYTES];
    byte[] signature = new byte[SIGNATURE_BYTES];
    byte[] body = new byte[plain.remaining() - sender.length - signature.length];
    plain.get(sender).get(signature).get(body);
    int kind = Byte.toUnsignedInt(header[MAGIC.length]);
    byte[] point = Arrays.copyOfRange(header, MAGIC.length + 1, HEADER_BYTES);
    PeerKey key = PeerKey.of(sender);
    if (!key.verifies(signed(kind, point, recipient.key(), body), signature)) {
      throw new SealException("the signature of a sealed message is false");
    }
    return new Opened(kind, key, body);
  }

  // Which of the library's ways of saying no it was is of use to attackers only.
  @SuppressWarnings("UnusedException")
  private static byte[] decrypted(byte[] sealed, byte[] header, Identity recipient)
      throws SealException {
    try {
      byte[] point = Arrays.copyOfRange(header, MAGIC.length + 1, HEADER_BYTES);
      point[PeerKey.BYTES - 1] &= 0x7f; // RFC 7748, 5
      byte[] shared =
          Curve.agree(Curve.privateKey(recipient.scalar()), Curve.fromLittleEndian(point));
      return cipher(Cipher.DECRYPT_MODE, shared, header, recipient.key())
          .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new SealException("a sealed message was changed, or is for somebody else");
    }
  }

  private static Cipher cipher(int mode, byte[] shared, byte[] header, PeerKey recipient)
      throws GeneralSecurityException {
    byte[] key = hkdf(shared, join(SEAL_CONTEXT, header, recipient.bytes()));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key, 0, AES_BYTES, "AES"),
        new GCMParameterSpec(TAG_BYTES * 8, key, AES_BYTES, IV_BYTES));
    cipher.updateAAD(header);
    return cipher;
  }

  /** HKDF with SHA-256 and without salt (RFC 5869), 64 bytes. */
  static byte[] hkdf(byte[] secret, byte[] info) throws GeneralSecurityException {
    byte[] prk = hmac(new byte[32], secret);
    byte[] first = hmac(prk, join(info, new byte[] {1}));
    byte[] second = hmac(prk, join(first, info, new byte[] {2}));
    return join(first, second);
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] signed(int kind, byte[] point, PeerKey recipient, byte[] body) {
    return join(SIGN_CONTEXT, new byte[] {(byte) kind}, point, recipient.bytes(), body);
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer whole = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      whole.put(part);
    }
    return whole.array();
  }
}
