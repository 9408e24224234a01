package dev.gridcast.protocol.peer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets bytes pass at a rate that may be changed at any time. First come, first served: a short
 * message waits for the frame before it, never for a whole large message. Whoever takes more than
 * there is leaves a debt that the next one waits for, so the rate holds on average whatever the
 * size of the pieces.
 */
final class TokenBucket {

  /** How much of a second may be saved up by keeping quiet. */
  private static final double DEPTH_SECONDS = 0.5;

  /** How soon whoever waits notices another rate, or that there is nothing to wait for any more. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double NANOS = 1e9;

  private final RateClock clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile long rate = RateLimits.UNLIMITED;
  private double tokens;
  private long filledAt;

  TokenBucket(RateClock clock) {
    this.clock = clock;
    this.filledAt = clock.nanos();
  }

  /** Bytes per second, or {@link RateLimits#UNLIMITED}; holds at once, also for those who wait. */
  void rate(long bytesPerSecond) {
    rate = bytesPerSecond;
  }

  long rate() {
    return rate;
  }

  boolean isLimited() {
    return rate != RateLimits.UNLIMITED;
  }

  /** Waits for its turn and then until so many bytes may pass, or until it need not go on. */
  void take(int bytes, BooleanSupplier goOn) {
    awaitTurn(bytes, goOn);
  }

  /** Waits until something may pass, or until it need not go on; what that is follows later. */
  void awaitTurn(BooleanSupplier goOn) {
    awaitTurn(0, goOn);
  }

  /** So many bytes pass now, after {@link #awaitTurn}. */
  void spend(int bytes) {
    if (!isLimited()) {
      return;
    }
    turn.lock();
    try {
      tokens -= bytes;
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn(int bytes, BooleanSupplier goOn) {
    if (!isLimited()) {
      return;
    }
    boolean interrupted = false;
    turn.lock();
    try {
      while (goOn.getAsBoolean() && isLimited()) {
        long wait = nanosToWait();
        if (wait <= 0) {
          tokens -= bytes;
          return;
        }
        interrupted |= !slept(Math.min(wait, SLICE_NANOS));
      }
    } finally {
      turn.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long nanosToWait() {
    long now = clock.nanos();
    long limit = rate;
    tokens = Math.min(limit * DEPTH_SECONDS, tokens + (now - filledAt) / NANOS * limit);
    filledAt = now;
    return tokens >= 0 ? 0 : Math.max(1, (long) (-tokens / limit * NANOS));
  }

  /**
   * Whether it slept in peace: like any other wait to send, this one is not ended by interrupts.
   */
  private boolean slept(long nanos) {
    try {
      clock.sleep(nanos);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
