package dev.gridcast.server.core;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.volunteer.Rhythm;

/**
 * The rules that one server goes by.
 *
 * @param leases how long a case may be held, and how often tried
 * @param rhythm how often clients are to be heard
 */
public record ServerRules(LeaseRules leases, Rhythm rhythm) {

  /** The rules of every server outside of simulations. */
  public static ServerRules live(Experiment experiment) {
    return new ServerRules(
        LeaseRules.of(experiment.limits().timePerCase(), experiment.limits().attempts()),
        Rhythm.LIVE);
  }
}
