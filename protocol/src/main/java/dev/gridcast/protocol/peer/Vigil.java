package dev.gridcast.protocol.peer;

import java.time.Duration;

/**
 * Whether the other side is alive: it is to be heard every few seconds, and so is this side.
 * Thread-safe.
 */
final class Vigil {

  /** After how long without a frame of this side a PING is due: 3 s. */
  static final Duration SAY_EVERY = Duration.ofSeconds(3);

  /** After how long without a frame of the other side it is taken for dead: 9 s. */
  static final Duration SILENCE = Duration.ofSeconds(9);

  /** A beat that comes later than this was missed because this process did not run. */
  private static final long LATE_NANOS = 4 * PeerTime.BEAT_NANOS;

  /** Signs of life that are taken in the time of a silence; an honest side gives three. */
  private static final int MOST_PINGS = 64;

  private final PeerTime time;
  private volatile long saidAt;
  private volatile long heardAt;
  private long beatAt;
  private long pingsFrom;
  private int pings;

  Vigil(PeerTime time) {
    this.time = time;
    begin();
  }

  /** From now on both sides are to be heard. */
  synchronized void begin() {
    long now = time.nanos();
    saidAt = now;
    heardAt = now;
    beatAt = now;
    pingsFrom = now;
  }

  void said() {
    saidAt = time.nanos();
  }

  void heard() {
    heardAt = time.nanos();
  }

  /** Takes note of a beat: what passed while this process stood still is nobody's silence. */
  synchronized void beat() {
    long now = time.nanos();
    long gap = now - beatAt;
    beatAt = now;
    if (gap > LATE_NANOS) {
      heardAt = Math.min(now, heardAt + gap);
    }
  }

  /** The other side gave a sign of life. */
  synchronized void pinged() throws FrameException {
    long now = time.nanos();
    if (now - pingsFrom >= SILENCE.toNanos()) {
      pingsFrom = now;
      pings = 0;
    }
    pings++;
    if (pings > MOST_PINGS) {
      throw new FrameException("it pings without end");
    }
  }

  boolean isPingDue() {
    return time.nanos() - saidAt >= SAY_EVERY.toNanos();
  }

  boolean isOver() {
    return time.nanos() - heardAt >= SILENCE.toNanos();
  }
}
