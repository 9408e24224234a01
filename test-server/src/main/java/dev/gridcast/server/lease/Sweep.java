package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.trust.Agreement;
import dev.gridcast.server.trust.Ruling;
import dev.gridcast.server.trust.TrustRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done bit by bit, since it may concern many cases. Each method is one transaction. */
final class Sweep {

  /** How many cases one transaction goes over: it must not hold up a volunteer's report. */
  static final int BATCH = 50;

  /** More volunteers than that are never asked one by one whether they could train a case. */
  private static final int AROUND_AT_MOST = 200;

  private static final int WAITING_AT_MOST = 500;

  private final LeaseRules rules;
  private final TrustRules trust;
  private final Lanes lanes;

  Sweep(LeaseRules rules, TrustRules trust, Lanes lanes) {
    this.rules = rules;
    this.trust = trust;
    this.lanes = lanes;
  }

  /**
   * Goes over what one doubted volunteer did: its results that nobody confirmed are open again, and
   * if it is suspended what failed with it is taken off its cases. When nothing is left to do, it
   * is doubted no more.
   */
  List<Settled> goOver(StoreWriter writer, Instant now) {
    Optional<Volunteer> doubted = writer.doubted(1).stream().findFirst();
    if (doubted.isEmpty()) {
      return List.of();
    }
    Volunteer who = doubted.get();
    List<Settled> settled = new ArrayList<>();
    People people = new People(writer, trust);
    List<String> unconfirmed =
        trust.audits() ? writer.unconfirmed(who.id(), BATCH) : List.of(); // nobody would audit them
    for (String lease : unconfirmed) {
      settled.addAll(reopen(writer, lease, people, now));
    }
    List<Attempt> charged =
        who.suspension().isPresent() ? writer.countedAttempts(who.id(), BATCH) : List.of();
    for (Attempt attempt : charged) {
      CaseFile file = CaseFile.of(writer, rules, attempt.caseIndex());
      file.move(attempt.lease(), Event.FORGIVE, now, attempt.reason(), "");
      file.save();
    }
    if (unconfirmed.size() < BATCH && charged.size() < BATCH) {
      people.put(Records.doubted(people.get(who.id()), false));
    }
    people.save();
    return settled;
  }

  private List<Settled> reopen(StoreWriter writer, String lease, People people, Instant now) {
    long index = writer.attempt(lease).orElseThrow().caseIndex();
    CaseFile file = CaseFile.of(writer, rules, index);
    Settlement settlement = new Settlement(writer, file, people, now);
    settlement.doubt();
    file.save();
    return settlement.settled();
  }

  /**
   * Lets results count that wait for a second training while nobody is there who could do it.
   *
   * @param presence who asked lately, with what machine
   */
  List<Settled> settleLonely(StoreWriter writer, Presence presence, Instant now) {
    List<CaseRow> waiting =
        writer.cases(CaseState.SCORED, WAITING_AT_MOST).stream()
            .filter(row -> row.offer() == CaseOffer.WITNESS)
            .toList();
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<String> seen = writer.seen(now.minus(trust.patience()), AROUND_AT_MOST);
    if (seen.size() == AROUND_AT_MOST) {
      return List.of();
    }
    Set<String> around = new LinkedHashSet<>(seen);
    writer.openAttempts().forEach(open -> around.add(open.volunteer()));
    List<Settled> settled = new ArrayList<>();
    People people = new People(writer, trust);
    for (CaseRow row : waiting) {
      Needs needs = lanes.needs(row.lane());
      CaseFile file = CaseFile.of(writer, rules, row.index());
      boolean somebody =
          around.stream().anyMatch(who -> !file.isBarred(who) && presence.mayDo(who, needs));
      if (!somebody && file.row().offer() == CaseOffer.WITNESS) {
        settled.addAll(settleLonely(writer, file, people, now));
      }
      if (settled.size() >= BATCH) {
        break;
      }
    }
    people.save();
    return settled;
  }

  private List<Settled> settleLonely(
      StoreWriter writer, CaseFile file, People people, Instant now) {
    List<Candidate> scored =
        writer.candidates(file.index()).stream()
            .filter(one -> one.outcome() == AttemptOutcome.SCORED)
            .toList();
    if (scored.isEmpty() || isDisputed(scored)) {
      return List.of(); // one of them is false: only a further volunteer can tell which
    }
    Confirmation why = scored.size() == 1 ? Confirmation.ALONE : Confirmation.INCONCLUSIVE;
    String first = scored.get(0).lease();
    List<String> others = scored.stream().skip(1).map(Candidate::lease).toList();
    Settlement settlement = new Settlement(writer, file, people, now);
    settlement.carryOut(new Ruling.Counts(first, why, List.of(), List.of(), others), scored, first);
    file.save();
    return settlement.settled();
  }

  private static boolean isDisputed(List<Candidate> scored) {
    return scored.stream()
        .anyMatch(
            one ->
                scored.stream()
                    .anyMatch(other -> Agreement.compare(one, other) == Agreement.DIFFERENT));
  }
}
