package dev.gridcast.server.core;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.lease.SpotChecks;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.trust.TrustRules;
import dev.gridcast.server.volunteer.KeyQuotas;
import dev.gridcast.server.volunteer.Rhythm;

/**
 * The rules that one server goes by.
 *
 * @param leases how long a case may be held, and how often tried
 * @param trust how suspicious it is of results
 * @param spotChecks the second trainings on its own machine
 * @param rhythm how often clients are to be heard
 * @param quotas how much one key may ask
 */
public record ServerRules(
    LeaseRules leases, TrustRules trust, SpotChecks spotChecks, Rhythm rhythm, KeyQuotas quotas) {

  /** The rules of every server outside of simulations. */
  public static ServerRules live(Experiment experiment) {
    return new ServerRules(
        LeaseRules.of(
            experiment.limits().timePerCase(),
            experiment.limits().attempts(),
            experiment.limits().abandonments()),
        experiment.audits() ? TrustRules.STANDARD : TrustRules.STANDARD.withoutAudits(),
        SpotChecks.NONE,
        Rhythm.LIVE,
        KeyQuotas.STANDARD);
  }

  /** The same on a store, which may be shared with other servers. */
  public ServerRules on(Store store) {
    return store.shared()
        ? new ServerRules(leases.shared(), trust, spotChecks, rhythm, quotas)
        : this;
  }

  /** The same with other spot checks. */
  public ServerRules with(SpotChecks others) {
    return new ServerRules(leases, trust, others, rhythm, quotas);
  }

  /** The same with other quotas. */
  public ServerRules within(KeyQuotas others) {
    return new ServerRules(leases, trust, spotChecks, rhythm, others);
  }
}
