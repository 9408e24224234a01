package dev.gridcast.protocol.signal;

/**
 * How many requests a server reads, each a number a second in the long run; a multiple passes at
 * once after a quiet time. Opening a request and sealing its answer takes a few milliseconds of one
 * core.
 *
 * @param inAll from everywhere
 * @param perSource from one address; one broker, which many share, counts as {@code inAll}
 * @param perKey from one key, after it has been proved
 */
public record SignalLimits(double inAll, double perSource, double perKey) {

  /** For a server on the Internet: 500 clients that come back at once pass. */
  public static final SignalLimits DEFAULT = new SignalLimits(300, 100, 20);

  /** How many seconds' worth passes at once. */
  static final double BURST_SECONDS = 10;

  public SignalLimits {
    if (!(inAll > 0 && perSource > 0 && perKey > 0)) {
      throw new IllegalArgumentException("limits must be above 0");
    }
  }
}
