package dev.gridcast.client.preference;

import java.time.Instant;
import java.util.Optional;

/** One thing that may speak against training. It may remember, so that it does not flap. */
interface Rule {

  /**
   * Looks again.
   *
   * @return why trainings may not run, the same words as long as it is the same reason; empty when
   *     nothing speaks against it
   */
  Optional<String> refusal(Preferences preferences, Instant now);
}
