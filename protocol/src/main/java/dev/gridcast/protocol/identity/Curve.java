package dev.gridcast.protocol.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/**
 * X25519 (RFC 7748) with the keys of Ed25519: the two curves are one in two coordinates, and a
 * public key moves from one to the other by u = (1 + y) / (1 - y) mod 2^255 - 19 (RFC 7748, 4.1).
 */
final class Curve {

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final int BYTES = 32;

  private Curve() {}

  /** A key pair for one message. */
  static KeyPair ephemeral() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("X25519").generateKeyPair();
  }

  /** The 32 bytes of an X25519 public key. */
  static byte[] bytes(KeyPair pair) {
    return littleEndian(((XECPublicKey) pair.getPublic()).getU());
  }

  /**
   * What two keys have in common.
   *
   * @throws GeneralSecurityException when the public one is of small order, so that everybody would
   *     know the secret
   */
  static byte[] agree(PrivateKey own, BigInteger otherU) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(own);
    agreement.doPhase(
        KeyFactory.getInstance("X25519")
            .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, otherU)),
        true); // refuses an all-zero secret
    return agreement.generateSecret();
  }

  /** The private X25519 key with this scalar; it is clamped when it is used. */
  static PrivateKey privateKey(byte[] scalar) throws GeneralSecurityException {
    return KeyFactory.getInstance("X25519")
        .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
  }

  /**
   * The coordinate u of an Ed25519 public key.
   *
   * @throws GeneralSecurityException when it has none
   */
  static BigInteger u(PeerKey key) throws GeneralSecurityException {
    byte[] bytes = key.bytes();
    bytes[BYTES - 1] &= 0x7f; // the sign of x
    BigInteger y = fromLittleEndian(bytes);
    if (y.compareTo(P) >= 0 || y.equals(BigInteger.ONE)) {
      throw new GeneralSecurityException("this key is no point of the curve");
    }
    return BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y).modInverse(P)).mod(P);
  }

  static BigInteger fromLittleEndian(byte[] bytes) {
    byte[] big = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      big[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, big);
  }

  /** 32 bytes. */
  static byte[] littleEndian(BigInteger number) {
    byte[] big = number.toByteArray();
    byte[] little = new byte[BYTES];
    for (int i = 0; i < Math.min(BYTES, big.length); i++) {
      little[i] = big[big.length - 1 - i];
    }
    return little;
  }
}
