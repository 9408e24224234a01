package dev.gridcast.server.trust;

import dev.gridcast.server.store.Confirmation;
import java.util.List;

/** What the scored results of a case, held against each other, come to. */
public sealed interface Ruling {

  /**
   * One of them counts. Each of the others is in exactly one of the lists.
   *
   * @param counts the lease of the one that does
   * @param why on what ground; the ground it had before, if it counted already and nothing was
   *     found
   * @param agreed the leases of those that came to the same
   * @param rejected the leases of those that are false: an engine that always computes the same
   *     came to something else
   * @param undecided the leases of those of which nobody can tell, since no engine promises that
   *     they agree: they neither count nor speak against their volunteers
   */
  record Counts(
      String counts,
      Confirmation why,
      List<String> agreed,
      List<String> rejected,
      List<String> undecided)
      implements Ruling {
    public Counts {
      agreed = List.copyOf(agreed);
      rejected = List.copyOf(rejected);
      undecided = List.copyOf(undecided);
    }
  }

  /**
   * Somebody else has to train the case before anything can be said. One that counted so far does
   * so no longer.
   */
  record Wait() implements Ruling {}

  /**
   * No two of many trainings agree although the engine always computes the same, or as many agree
   * on one thing as on another: nothing of it can be believed, and nobody knows who is to blame.
   *
   * @param rejected the leases of all of them
   */
  record Hopeless(List<String> rejected) implements Ruling {
    public Hopeless {
      rejected = List.copyOf(rejected);
    }
  }
}
