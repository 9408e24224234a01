package dev.gridcast.protocol.webrtc;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Empties a generation that has been replaced: asks its connections, one after the other, to come
 * again. They do so within seconds, so that many at once would be a storm.
 */
final class Emptying {

  /** Between two of them: 20 a second, a third of what a server can take in. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** How long one may be in the making: then it is open and is asked, or it is gone. */
  private static final Duration LONGEST = Duration.ofMinutes(40);

  private Emptying() {}

  /** Returns when the generation is empty. */
  static void run(Generation old) {
    Set<Connection> asked = new HashSet<>();
    long begin = System.nanoTime();
    try {
      for (List<Connection> left = old.members(); !left.isEmpty(); left = old.members()) {
        for (Connection each : left) {
          if (!asked.contains(each) && each.comeAgain()) {
            asked.add(each);
          }
          Thread.sleep(PAUSE.toMillis());
        }
        if (System.nanoTime() - begin > LONGEST.toNanos()) {
          left.forEach(Connection::close);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
