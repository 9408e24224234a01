package dev.gridcast.server.trust;

import dev.gridcast.server.store.Confirmation;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides which results are trained a second time, by somebody else, before they count.
 *
 * <p>The rule is BOINC's adaptive replication: everything of a volunteer without a record; after
 * that with probability 1 / (results in a row that were confirmed), which never is 0. On top of it
 * everything that would lead, since that is what a liar is after, and every model that was returned
 * for another case as well.
 */
public final class Audits {

  private final TrustRules rules;
  private final RandomGenerator random;

  /**
   * Audits by these rules.
   *
   * @param random must be unpredictable outside of tests: who can tell which results are audited
   *     lies in the others. Drawn from within a transaction that may be tried again, so it must
   *     have no other effect
   */
  public Audits(TrustRules rules, RandomGenerator random) {
    this.rules = rules;
    this.random = random;
  }

  /** Whether somebody else has to train the case as well before the result counts. */
  public boolean wanted(Arrival arrival) {
    return countsAt(arrival).isEmpty();
  }

  /**
   * On what ground a result counts at once; empty when an audit is wanted.
   *
   * @return {@code NOTHING_TRAINED}, {@code VOUCHED} or {@code TRUST}
   */
  public Optional<Confirmation> countsAt(Arrival arrival) {
    if (arrival.trainsNothing()) {
      return Optional.of(Confirmation.NOTHING_TRAINED);
    }
    if (!rules.audits() || arrival.vouched()) {
      return Optional.of(Confirmation.VOUCHED);
    }
    if (arrival.streak() < rules.trustedAfter()
        || random.nextDouble() * arrival.streak() < 1
        || arrival.leading().getAsBoolean()
        || arrival.copied().getAsBoolean()) {
      return Optional.empty();
    }
    return Optional.of(Confirmation.TRUST);
  }
}
