package dev.gridcast.client.work;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The results that the server has and has not judged yet. A server tells its verdict once, to
 * whoever is there: a client that left right after its last case would never have its credit.
 */
final class Verdicts {

  /** So long a client that is to end waits for the last verdicts; they take a second or two. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Tools tools;
  private final Runnable next;
  private final Set<String> open = new LinkedHashSet<>();
  private boolean timed;

  /**
   * @param next what to do when it is no longer worth waiting
   */
  Verdicts(Tools tools, Runnable next) {
    this.tools = tools;
    this.next = next;
  }

  void expect(String lease) {
    open.add(lease);
  }

  void judged(String lease) {
    open.remove(lease);
  }

  /** What has not been told by now never will be. */
  void lineDown() {
    open.clear();
  }

  /** Whether a client that has nothing else to do may go; from the first question on it is late. */
  boolean areIn() {
    if (!open.isEmpty() && !timed) {
      timed = true;
      tools.time().after(PATIENCE, () -> tools.loop().post(this::giveUp));
    }
    return open.isEmpty();
  }

  private void giveUp() {
    open.clear();
    next.run();
  }
}
