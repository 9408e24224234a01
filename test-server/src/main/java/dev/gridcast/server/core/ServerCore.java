package dev.gridcast.server.core;

import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.report.Leaderboard;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.verify.Judge;
import dev.gridcast.server.verify.Judged;
import dev.gridcast.server.verify.Judgement;
import dev.gridcast.server.verify.JudgingStep;
import dev.gridcast.server.volunteer.Reception;
import dev.gridcast.server.volunteer.VolunteerRoom;

/**
 * One server without threads: the store, the desk, the judge and the reception, wired together.
 * Somebody must call {@link #tick} about as often as the rhythm says, and {@link #judging} whenever
 * a result waits. As safe for many threads as its parts are, which is safe.
 */
public final class ServerCore {

  private final Store store;
  private final LeaseDesk desk;
  private final JudgingStep judging;
  private final Reception reception;
  private final double persistenceRmse;

  /** Gets to hear what happens. Called on whatever thread it happens; must return soon. */
  public interface Listener {

    /** One line for people: something worth saying happened. */
    void happened(String event);

    /** A judgement is on disk, and its volunteer is about to be told. */
    void judged(Judged judged, Verdict verdict);
  }

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
      Listener listener) {
    this.store = store;
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
    this.reception =
        new Reception(
            experiment,
            store,
            desk,
            judge::largestModel,
            version,
            rules.rhythm(),
            surroundings.clock(),
            surroundings.speakers(),
            surroundings.resultWaits(),
            listener::happened);
    this.judging = new JudgingStep(desk, judge::judge, judged -> judged(judged, listener));
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

  /** The error of persistence on the confirmation range, in price units. */
  public double persistenceRmse() {
    return persistenceRmse;
  }

  /** Says goodbye to everybody and lets nobody in any more. */
  public void sayGoodbye(String reason) {
    reception.close(reason);
  }

  /** A judgement is on disk: tell the operator and the volunteer. */
  private void judged(Judged judged, Listener listener) {
    Verdict verdict = verdict(judged);
    listener.judged(judged, verdict);
    reception.tellVerdict(judged.volunteer(), verdict);
  }

  private Verdict verdict(Judged judged) {
    if (judged.judgement() instanceof Judgement.Scored scored) {
      Verification found = scored.scoring().verification();
      return Verdict.counts(
          judged.lease(),
          judged.caseIndex(),
          found.rmse(),
          found.persistenceRmse(),
          (int) Leaderboard.rankOf(store, judged.caseIndex()),
          (int) desk.counts().verified());
    }
    String reason = ((Judgement.Rejected) judged.judgement()).reason();
    return Verdict.rejected(judged.lease(), judged.caseIndex(), reason);
  }
}
