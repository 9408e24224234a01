package dev.gridcast.protocol.peer;

/**
 * How fast this side may send and receive, over all its connections together; may be changed at any
 * time and holds within a fraction of a second. What is capped is what peers say, which is all but
 * a few percent of the traffic. At the beginning 128 KiB may come at once; when a limit on
 * receiving is set later, up to 4 MiB that the other side was promised before. Thread-safe.
 *
 * <pre>{@code
 * RateLimits limits = new RateLimits(RateClock.system());
 * WebRtcConnector connector = WebRtcConnector.open(invite, limits);
 * limits.receiveAtMost(500 << 10);
 * limits.receiveAtMost(RateLimits.UNLIMITED);
 * }</pre>
 */
public final class RateLimits {

  /** As fast as the line is. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /**
   * The lowest limit in bytes per second: 8 KiB. A heartbeat may have to wait for one frame of a
   * large message, and with less than this it would be late.
   */
  public static final long LOWEST = 8 << 10;

  private final TokenBucket sent;
  private final TokenBucket received;

  /** Without limits, until they are set. */
  public RateLimits(RateClock clock) {
    this.sent = new TokenBucket(clock);
    this.received = new TokenBucket(clock);
  }

  /**
   * Caps what is sent.
   *
   * @param bytesPerSecond at least {@link #LOWEST}, or {@link #UNLIMITED}
   * @throws IllegalArgumentException when it is less
   */
  public void sendAtMost(long bytesPerSecond) {
    sent.rate(checked(bytesPerSecond));
  }

  /**
   * Caps what is received, by holding the other side back.
   *
   * @param bytesPerSecond at least {@link #LOWEST}, or {@link #UNLIMITED}
   * @throws IllegalArgumentException when it is less
   */
  public void receiveAtMost(long bytesPerSecond) {
    received.rate(checked(bytesPerSecond));
  }

  TokenBucket sent() {
    return sent;
  }

  TokenBucket received() {
    return received;
  }

  private static long checked(long bytesPerSecond) {
    if (bytesPerSecond < LOWEST) {
      throw new IllegalArgumentException(
          "a limit must be at least " + LOWEST + " bytes per second: " + bytesPerSecond);
    }
    return bytesPerSecond;
  }
}
