package dev.gridcast.server.lease;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who asked for a case lately, what machine it has, and whether there was nothing for it. Only ever
 * a hint of what is worth looking up in the store: lost by a restart, and unknown to other servers.
 * Thread-safe.
 */
final class Presence {

  private final Map<String, Asked> last = new ConcurrentHashMap<>();

  /**
   * A volunteer's last request.
   *
   * @param idle whether there was nothing for it
   */
  private record Asked(Instant at, Capabilities capabilities, boolean idle) {}

  void asked(String volunteer, Capabilities capabilities, boolean idle, Instant now) {
    last.put(volunteer, new Asked(now, capabilities, idle));
  }

  /** Forgets those who did not ask since then: identities are free. */
  void forgetBefore(Instant since) {
    last.values().removeIf(asked -> asked.at().isBefore(since));
  }

  /** Whether there was nothing for somebody who asked then or later. */
  boolean someoneIdle(Instant since) {
    return last.values().stream().anyMatch(asked -> asked.idle() && !asked.at().isBefore(since));
  }

  /** Whether a volunteer's machine can do such cases, as far as is known. */
  boolean mayDo(String volunteer, Needs needs) {
    Asked asked = last.get(volunteer);
    return asked == null || asked.capabilities().meet(needs);
  }
}
