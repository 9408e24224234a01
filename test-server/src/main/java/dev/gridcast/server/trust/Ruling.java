package dev.gridcast.server.trust;

import dev.gridcast.server.store.Confirmation;
import java.util.List;

/** What the scored results of a case, held against each other, come to. */
public sealed interface Ruling {

  /**
   * One of them counts.
   *
   * @param counts the lease of the one that does
   * @param why on what ground
   * @param agreed the leases of those that came to the same
   * @param rejected the leases of those that did not
   */
  record Counts(String counts, Confirmation why, List<String> agreed, List<String> rejected)
      implements Ruling {
    public Counts {
      agreed = List.copyOf(agreed);
      rejected = List.copyOf(rejected);
    }
  }

  /** Somebody else has to train the case before anything can be said. */
  record Wait() implements Ruling {}

  /**
   * No two of many trainings agree although the engine always computes the same: nothing of it can
   * be believed.
   *
   * @param rejected the leases of all of them
   */
  record Hopeless(List<String> rejected) implements Ruling {
    public Hopeless {
      rejected = List.copyOf(rejected);
    }
  }
}
