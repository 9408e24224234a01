package dev.gridcast.server.lease;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes the secrets that prove who holds a case: 128 random bits in lower-case hex. */
final class LeaseTokens {

  private static final int BYTES = 16;

  private final RandomGenerator random;

  /**
   * @param random must be unpredictable outside of tests
   */
  LeaseTokens(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
