package dev.gridcast.protocol.signal;

import java.time.Duration;

/** More requests come than this server wants to read; this one was not even opened. */
public final class FloodException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  FloodException(Duration retryAfter) {
    super("too many requests: try again in " + Math.max(1, retryAfter.toSeconds()) + " s");
    this.retryAfter = retryAfter;
  }

  /** When another request may be read. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
