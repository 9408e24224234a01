package dev.gridcast.server.lease;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes the secrets that prove who holds a case, 32 lower-case hex digits: 80 random bits behind
 * the time, so that a store finds the latest ones side by side instead of all over its index.
 */
final class LeaseTokens {

  private static final int TIME_DIGITS = 12;
  private static final int RANDOM_BYTES = 10;

  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * Secrets from that source.
   *
   * @param random must be unpredictable outside of tests
   */
  LeaseTokens(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  String next() {
    byte[] secret = new byte[RANDOM_BYTES];
    random.nextBytes(secret);
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(clock.millis(), TIME_DIGITS) + hex.formatHex(secret);
  }
}
