package dev.gridcast.protocol.peer;

import java.util.concurrent.TimeUnit;

/**
 * How much of what can wait may be on the line at a time, so that what cannot wait is never behind
 * more than the line carries in a twentieth of a second. Learns from how fast the line drains. Used
 * by one thread.
 */
final class Pacer {

  /** How long an urgent frame may have to wait for what is on the line before it. */
  private static final double WAIT_SECONDS = 0.05;

  private static final long LEAST = 2 * Frames.MIN_PIECE;

  /** Below what a line takes before it blocks, or urgent frames would find it full. */
  private static final long MOST = 768 << 10;

  /** A measurement takes so long at least. */
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** And until so many frames have drained: some lines count by whole ones. */
  private static final int WINDOW_FRAMES = 2;

  /** But no longer than that. */
  private static final long LONGEST_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What is left of an old measurement when a new one is smaller: lines drain in bursts. */
  private static final double MEMORY = 0.5;

  private static final double NANOS = 1e9;

  /** What the line said holds so long at most; asking costs a line more than it seems. */
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final long SHORTEST_REST_NANOS = TimeUnit.MICROSECONDS.toNanos(300);
  private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final FrameLine line;
  private final PeerTime time;
  private long target = LEAST;
  private long handedOver;
  private long askedAt;
  private long queuedThen;
  private long handedOverThen;
  private double rate = LEAST / WAIT_SECONDS;
  private long windowFrom;
  private long windowDrained;
  private boolean wasFull;
  private boolean wasEmpty;

  Pacer(FrameLine line, PeerTime time) {
    this.line = line;
    this.time = time;
    this.windowFrom = time.nanos();
    this.askedAt = windowFrom - ANSWER_NANOS;
  }

  /** The largest frame that can wait, in bytes: half of what may be on the line. */
  int frame() {
    return (int) Math.max(Frames.MIN_PIECE, Math.min(Frames.MAX_BYTES, target / 2));
  }

  /** How many bytes that can wait may go to the line now; not positive when none. */
  long room() {
    long now = time.nanos();
    // No more is queued than was then and what came since: often that is enough to know.
    long atLeast = target - queuedThen - (handedOver - handedOverThen);
    if (atLeast >= frame() && now - askedAt < ANSWER_NANOS) {
      return atLeast;
    }
    long queued = line.queued();
    askedAt = now;
    queuedThen = queued;
    handedOverThen = handedOver;
    measure(now, queued);
    long room = target - queued;
    wasFull |= room < frame();
    return room;
  }

  /** How long to rest until it is worth to look again: the line drains a quarter meanwhile. */
  long restNanos() {
    long quarter = (long) (target / (4 * rate) * NANOS);
    return Math.max(SHORTEST_REST_NANOS, Math.min(LONGEST_REST_NANOS, quarter));
  }

  /** A frame of so many bytes has gone to the line. */
  void sent(int bytes) {
    handedOver += bytes;
  }

  private void measure(long now, long queued) {
    if (queued == 0 && wasFull) {
      // It drained before it was asked: at least so much more may be on it, if that was quick.
      double atLeast = (handedOver - windowDrained) * NANOS / Math.max(1, now - windowFrom);
      if (atLeast > rate) {
        rate = Math.min(atLeast, 2 * rate);
        aim();
      }
      restart(now, queued);
      return;
    }
    wasEmpty |= queued == 0;
    long drained = handedOver - queued - windowDrained;
    boolean enough = drained >= (long) WINDOW_FRAMES * frame();
    if (now - windowFrom < (enough ? WINDOW_NANOS : LONGEST_WINDOW_NANOS)) {
      return;
    }
    if (!wasEmpty) {
      double measured = drained * NANOS / (now - windowFrom);
      rate = Math.max(measured, rate * MEMORY);
      aim();
    }
    restart(now, queued);
  }

  private void aim() {
    target = Math.max(LEAST, Math.min(MOST, (long) (rate * WAIT_SECONDS)));
  }

  private void restart(long now, long queued) {
    windowFrom = now;
    windowDrained = handedOver - queued;
    wasFull = false;
    wasEmpty = queued == 0;
  }
}
