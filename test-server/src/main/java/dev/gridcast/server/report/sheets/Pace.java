package dev.gridcast.server.report.sheets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the requests within what Google allows: 60 reads and 60 writes a minute for a user, which a
 * service account is, and 300 of each for all users of a project together, which one user can never
 * reach; and one request a second.
 *
 * <p>The minute slides. It holds a few requests less than allowed, since requests that are sent
 * evenly may arrive in a bunch.
 */
final class Pace {

  /** How many requests of a kind there may be in a minute. */
  static final int REQUESTS = 54;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Clock clock;
  private final Pause pause;
  private final Deque<Instant> reads = new ArrayDeque<>();
  private final Deque<Instant> writes = new ArrayDeque<>();
  private Instant last = Instant.MIN;

  Pace(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Returns when a read may be sent. */
  void read() throws InterruptedException {
    await(reads);
  }

  /** Returns when a write may be sent. */
  void write() throws InterruptedException {
    await(writes);
  }

  private void await(Deque<Instant> sent) throws InterruptedException {
    for (Duration left = left(sent); !left.isZero(); left = left(sent)) {
      pause.pause(left);
    }
    last = clock.instant();
    sent.addLast(last);
  }

  private Duration left(Deque<Instant> sent) {
    Instant now = clock.instant();
    // A clock that was set back would make us wait for the time it had shown.
    sent.removeIf(time -> time.isAfter(now) || !time.plus(MINUTE).isAfter(now));
    if (last.isAfter(now)) {
      last = Instant.MIN;
    }
    Instant next = last.equals(Instant.MIN) ? now : last.plus(SECOND);
    if (sent.size() >= REQUESTS) {
      Instant free = sent.getFirst().plus(MINUTE);
      next = free.isAfter(next) ? free : next;
    }
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }
}
