package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.trust.Arrival;
import dev.gridcast.server.trust.Audits;
import dev.gridcast.server.trust.Jury;
import dev.gridcast.server.trust.Ruling;
import dev.gridcast.server.trust.TrustRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows when the server has looked at a result. */
final class Scores {

  private final LeaseRules rules;
  private final TrustRules trust;
  private final Audits audits;
  private final Jury jury;

  Scores(LeaseRules rules, TrustRules trust, Audits audits, Jury jury) {
    this.rules = rules;
    this.trust = trust;
    this.audits = audits;
    this.jury = jury;
  }

  /** A result's claim is true. Empty when it was judged before. */
  List<Settled> scored(StoreWriter writer, String lease, Scoring scoring, Instant now) {
    CaseFile file = fileOf(writer, lease);
    if (file.attempt(lease).outcome() != AttemptOutcome.REPORTED) {
      return List.of();
    }
    People people = new People(writer, trust);
    Settlement settlement = new Settlement(writer, file, people, now);
    settlement.score(lease, scoring);
    List<Candidate> candidates = writer.candidates(file.index());
    Volunteer volunteer = people.get(file.attempt(lease).volunteer());
    Ruling ruling = rule(writer, file.index(), lease, scoring, candidates, volunteer);
    settlement.carryOut(ruling, candidates, lease);
    file.save();
    people.save();
    return settlement.settled();
  }

  /** A result's claim is not true, or there is nothing in it. Empty when it was judged before. */
  List<Settled> rejected(
      StoreWriter writer, String lease, String reason, boolean lie, Instant now) {
    CaseFile file = fileOf(writer, lease);
    if (file.attempt(lease).outcome() != AttemptOutcome.REPORTED) {
      return List.of();
    }
    People people = new People(writer, trust);
    Settlement settlement = new Settlement(writer, file, people, now);
    settlement.reject(lease, reason, lie);
    file.save();
    people.save();
    return settlement.settled();
  }

  private CaseFile fileOf(StoreWriter writer, String lease) {
    Attempt attempt =
        writer
            .attempt(lease)
            .orElseThrow(() -> new IllegalArgumentException("no result under lease " + lease));
    return CaseFile.of(writer, rules, attempt.caseIndex());
  }

  private Ruling rule(
      StoreWriter writer,
      long index,
      String lease,
      Scoring scoring,
      List<Candidate> candidates,
      Volunteer volunteer) {
    Optional<Confirmation> atOnce =
        audits.countsAt(
            new Arrival(
                scoring.fingerprint().engine(),
                volunteer.vouched(),
                volunteer.record().streak(),
                () ->
                    writer.better(scoring.verification().rmse(), trust.leaders()) < trust.leaders(),
                () -> writer.modelKnown(scoring.fingerprint().modelSha256(), index)));
    if (candidates.size() == 1) {
      return atOnce
          .<Ruling>map(why -> new Ruling.Counts(lease, why, List.of(), List.of(), List.of()))
          .orElseGet(Ruling.Wait::new);
    }
    Ruling ruling = jury.rule(candidates);
    boolean believed =
        atOnce.filter(why -> why != Confirmation.TRUST).isPresent()
            && !(ruling instanceof Ruling.Counts);
    if (!believed) {
      return ruling;
    }
    // The operator vouches for it: that settles what the others cannot, and refutes none of them.
    List<String> others =
        candidates.stream().map(Candidate::lease).filter(other -> !other.equals(lease)).toList();
    return new Ruling.Counts(lease, atOnce.orElseThrow(), List.of(), List.of(), others);
  }
}
