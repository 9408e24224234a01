package dev.gridcast.protocol.peer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may still be sent before the other side has taken what came before. First come, first
 * served; an interrupt does not stop a wait, since half a message would be left on the line, but
 * closing does.
 */
final class SendWindow {

  /** Bytes that may be on their way to a listener that is busy: 4 MiB. */
  static final int BYTES = 4 << 20;

  /**
   * Bytes that may be on their way before the first credit comes: 128 KiB. Little, so that a limit
   * of the other side is kept from the beginning; enough for the first words both ways.
   */
  static final int INITIAL = 128 << 10;

  private static final int OPEN_ALL = 1 << 30;

  private final Semaphore bytes = new Semaphore(INITIAL, true);
  private final Semaphore streams = new Semaphore(FrameAssembler.MAX_STREAMS, true);
  private final Semaphore announced = new Semaphore(FrameAssembler.MAX_TOTAL_BYTES, true);
  private final AtomicLong open = new AtomicLong(INITIAL);
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Waits until a message of this size may begin. */
  void begin(int messageBytes) {
    acquire(announced, messageBytes, Duration.ofDays(1));
    acquire(streams, 1, Duration.ofDays(1));
  }

  void end(int messageBytes) {
    streams.release();
    announced.release(messageBytes);
  }

  /** Waits until a frame of this cost may be sent; false when the other side takes nothing. */
  boolean take(int cost, Duration patience) {
    if (!acquire(bytes, cost, patience)) {
      return false;
    }
    open.addAndGet(-cost);
    return true;
  }

  /** The other side takes so many bytes more. */
  void grant(int amount) throws FrameException {
    if (open.addAndGet(amount) > BYTES) {
      throw new FrameException(
          "a credit must not open the window beyond " + BYTES + " bytes: " + amount);
    }
    bytes.release(amount);
  }

  /** Lets everybody who waits go on, to find the connection closed. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      bytes.release(OPEN_ALL);
      announced.release(OPEN_ALL);
      streams.release(OPEN_ALL);
    }
  }

  private static boolean acquire(Semaphore semaphore, int amount, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return semaphore.tryAcquire(amount, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
