package dev.gridcast.server.core;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.verify.Judge;
import dev.gridcast.server.verify.JudgingStep;
import dev.gridcast.server.volunteer.FailureLogs;
import dev.gridcast.server.volunteer.IncomingModels;
import dev.gridcast.server.volunteer.Reception;
import dev.gridcast.server.volunteer.VolunteerRoom;
import java.util.Map;

/**
 * One server without threads: the store, the desk, the judge and the reception, wired together.
 * Somebody must call {@link #tick} about as often as the rhythm says, and {@link #judging} whenever
 * a result waits. As safe for many threads as its parts are, which is safe.
 */
public final class ServerCore {

  private final LeaseDesk desk;
  private final JudgingStep judging;
  private final FailureLogs failureLogs;
  private final Reception reception;
  private final double persistenceRmse;

  /**
   * A server that is ready: volunteers may come in at {@link #door}.
   *
   * @param store the store of this experiment; whoever opened it closes it
   * @param version the release of this server, told to clients
   */
  public ServerCore(
      Experiment experiment,
      Store store,
      String version,
      ServerRules rules,
      Surroundings surroundings,
      Reception.Listener listener) {
    this.desk =
        LeaseDesk.open(
            store,
            new SpaceCases(experiment.space()),
            rules.leases(),
            rules.trust(),
            surroundings.clock(),
            surroundings.random(),
            rules.spotChecks());
    Judge judge = Judge.of(experiment);
    this.persistenceRmse = judge.persistenceRmse(experiment.space().decode(0));
    this.failureLogs = new FailureLogs(surroundings.failureLogs());
    this.reception =
        new Reception(
            experiment,
            store,
            desk,
            new IncomingModels(surroundings.incoming(), surroundings.clock()),
            failureLogs,
            judge::largestModel,
            version,
            rules.rhythm(),
            rules.quotas(),
            surroundings.clock(),
            surroundings.speakers(),
            surroundings.resultWaits(),
            listener);
    this.judging =
        new JudgingStep(desk, judge::judge, judged -> reception.settled(judged.settled()));
  }

  /** Where peers go in. */
  public PeerAcceptor door() {
    return reception;
  }

  /** Judges results that wait; each call of it one. */
  public JudgingStep judging() {
    return judging;
  }

  /** Ends leases and connections whose time is over. To be called about once a second. */
  public void tick() {
    reception.tick();
  }

  /** How many cases are where. */
  public Counts counts() {
    return desk.counts();
  }

  /** Who is there and what they run. */
  public VolunteerRoom room() {
    return reception.room();
  }

  /** What all connections of a key keep to, together. */
  public RateLimits limitsOf(PeerKey key) {
    return reception.limitsOf(key);
  }

  /** The logs of failed cases. */
  public FailureLogs failureLogs() {
    return failureLogs;
  }

  /** Whether a key has as many connections as it may. */
  public boolean isFull(PeerKey key) {
    return reception.isFull(key);
  }

  /**
   * Shows those out who may not stay.
   *
   * @param barred the keys, as text, and what each is told
   */
  public void showOut(Map<String, String> barred) {
    reception.showOut(barred);
  }

  /** The error of persistence on the confirmation range, in price units. */
  public double persistenceRmse() {
    return persistenceRmse;
  }

  /** Says goodbye to everybody and lets nobody in any more. */
  public void sayGoodbye(String reason) {
    reception.close(reason);
  }
}
