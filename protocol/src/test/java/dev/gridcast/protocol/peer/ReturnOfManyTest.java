package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * 500 clients whose server dies and comes back, in simulated time: their real waits, and a server
 * with the figures of a real one.
 */
final class ReturnOfManyTest {

  private static final int CLIENTS = 500;

  /** Measured: 68 new connections a second, 300 ms each when many come. */
  private static final int SETUP_MILLIS = 300;

  private static final int SETUPS_A_SECOND = 68;

  /** As in the server: more are refused and asked to come back after five seconds. */
  private static final int HALF_OPEN = 64;

  private static final Duration ASKED = Duration.ofSeconds(5);

  @Test
  void allAreBackSoonAfterAShortRestart() {
    Scene scene = new Scene(3_000, new Random(1)).run();

    assertThat(scene.lastBackAfter()).isLessThan(20_000);
    // The first time they all knock within a second, for they all lost the server at once;
    // never again.
    assertThat(scene.mostAttemptsInASecond(3_000)).isLessThan(CLIENTS / 2);
  }

  @Test
  void aServerThatWasAwayForAnHourIsNotOverrun() {
    Scene scene = new Scene(3_600_000, new Random(2)).run();

    assertThat(scene.lastBackAfter()).isLessThan(75_000);
    assertThat(scene.mostAttemptsInASecond(3_600_000)).isLessThan(CLIENTS / 15);
    assertThat(scene.busy).as("refused as too many").isZero();
  }

  @Test
  void withoutJitterTheyWouldComeAllAtOnce() {
    Scene scene = new Scene(3_600_000, new NoJitter()).run();

    assertThat(scene.mostAttemptsInASecond(3_600_000)).isEqualTo(CLIENTS);
  }

  /** The server dies at 0 and is back after a while. */
  private static final class Scene {

    private final long back;
    private final RandomGenerator random;
    private final PriorityQueue<Attempt> next =
        new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final List<Long> attempts = new ArrayList<>();
    private final List<Long> setups = new ArrayList<>();
    private int busy;
    private long free;
    private long lastBack;

    private record Attempt(long at, Backoff backoff) {}

    Scene(long back, RandomGenerator random) {
      this.back = back;
      this.random = random;
    }

    Scene run() {
      for (int i = 0; i < CLIENTS; i++) {
        Backoff backoff = new Backoff(random);
        next.add(new Attempt(backoff.next().toMillis(), backoff));
      }
      while (!next.isEmpty()) {
        Attempt attempt = next.remove();
        attempts.add(attempt.at);
        try {
          connect(attempt.at);
        } catch (ConnectException e) {
          long wait = attempt.backoff.next(e).toMillis();
          next.add(new Attempt(attempt.at + wait, attempt.backoff));
        }
      }
      return this;
    }

    private void connect(long now) throws ConnectException {
      if (now < back) {
        throw ConnectException.temporary("connection refused", null);
      }
      setups.removeIf(end -> end <= now);
      if (setups.size() >= HALF_OPEN) {
        busy++;
        throw ConnectException.notBefore("busy", ASKED);
      }
      // One core makes the connections, one after the other; each takes its time besides.
      free = Math.max(free, now) + 1_000 / SETUPS_A_SECOND;
      long end = free + SETUP_MILLIS;
      setups.add(end);
      lastBack = Math.max(lastBack, end);
    }

    long lastBackAfter() {
      return lastBack - back;
    }

    /** The most attempts in any second after a moment. */
    int mostAttemptsInASecond(long from) {
      int most = 0;
      int first = 0;
      for (int last = 0; last < attempts.size(); last++) {
        while (attempts.get(first) <= attempts.get(last) - 1_000) {
          first++;
        }
        if (attempts.get(first) >= from) {
          most = Math.max(most, last - first + 1);
        }
      }
      return most;
    }
  }

  /** Everybody draws the same. */
  private static final class NoJitter implements RandomGenerator {
    @Override
    public long nextLong() {
      return 0;
    }

    @Override
    public double nextDouble() {
      return 0.5;
    }
  }
}
