package dev.gridcast.protocol.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * A peer's own key pair: an Ed25519 seed, from which everything follows. It signs, and it can be
 * agreed with, since an Ed25519 key is an X25519 key in other coordinates ({@link Curve}).
 */
public final class Identity {

  /** The length of the seed in bytes. */
  public static final int SEED_BYTES = 32;

  private final byte[] seed;
  private final PrivateKey signing;
  private final PeerKey key;

  private Identity(byte[] seed) {
    this.seed = seed;
    try {
      this.signing =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      this.key = PeerKey.of(publicBytes(seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime from 15 must have Ed25519", e);
    }
  }

  /** A new identity from the system's strong random numbers. */
  public static Identity random() {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return new Identity(seed);
  }

  /**
   * The identity that follows from a seed.
   *
   * @throws IllegalArgumentException when it has not 32 bytes
   */
  public static Identity ofSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed must have 32 bytes: " + seed.length);
    }
    return new Identity(seed.clone());
  }

  /** The public key, by which others know this peer. */
  public PeerKey key() {
    return key;
  }

  /** The Ed25519 signature of a message, 64 bytes. */
  public byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(signing);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing must work with a key of our own", e);
    }
  }

  /** The seed; only to be stored where nobody else can read it. */
  byte[] seed() {
    return seed.clone();
  }

  /** The X25519 scalar: the half of the seed's hash that Ed25519 signs with (RFC 8032, 5.1.5). */
  byte[] scalar() {
    return Arrays.copyOf(sha512(seed), SEED_BYTES);
  }

  /** Java makes public keys only with random private ones: this generator is given the seed. */
  private static byte[] publicBytes(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
    EdECPublicKey made = (EdECPublicKey) generator.generateKeyPair().getPublic();
    byte[] bytes = Curve.littleEndian(made.getPoint().getY());
    if (made.getPoint().isXOdd()) {
      bytes[bytes.length - 1] |= (byte) 0x80;
    }
    return bytes;
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime must have SHA-512", e);
    }
  }

  /** Does not tell the seed. */
  @Override
  public String toString() {
    return "the identity of " + key;
  }

  /** Random numbers that are not: the seed, once. */
  private static final class Seeded extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Seeded(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("a key must be made of 32 bytes: " + bytes.length);
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
