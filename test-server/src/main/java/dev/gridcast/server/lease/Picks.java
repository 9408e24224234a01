package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses the case that a volunteer gets next. What is chosen is in the state that its being leased
 * brings about. Every method is part of one transaction.
 */
final class Picks {

  private static final int STRAGGLERS_AT_MOST = 10;
  private static final int SPOT_CHECKS_AMONG = 200;
  private static final int SPOT_CHECK_DRAWS = 5;

  /** A case is run twice when it takes so many times longer than it should. */
  private static final int LATE = 2;

  private final Lanes lanes;
  private final LeaseRules rules;
  private final SpotChecks spotChecks;
  private final RandomGenerator random;

  Picks(Lanes lanes, LeaseRules rules, SpotChecks spotChecks, RandomGenerator random) {
    this.lanes = lanes;
    this.rules = rules;
    this.spotChecks = spotChecks;
    this.random = random;
  }

  /**
   * The next case for a volunteer, in this order: one that came back and that it has not tried; a
   * second training; one that nobody has had; what it tried before; one that somebody else is slow
   * with. The server's own volunteer gets second trainings only.
   */
  Optional<CaseRow> next(
      StoreWriter writer, Volunteer who, Capabilities capabilities, Instant now) {
    List<Integer> witnesses = lanes.fitting(capabilities, writer.offeredLanes(CaseOffer.WITNESS));
    if (spotChecks.isServer(who.id())) {
      return offered(writer, CaseOffer.WITNESS, witnesses, who, false)
          .or(() -> offered(writer, CaseOffer.WITNESS, witnesses, who, true))
          .or(() -> spotCheck(writer, who, capabilities));
    }
    List<Integer> returned = lanes.fitting(capabilities, writer.offeredLanes(CaseOffer.AGAIN));
    return offered(writer, CaseOffer.AGAIN, returned, who, false)
        .or(() -> offered(writer, CaseOffer.WITNESS, witnesses, who, false))
        .or(() -> lanes.takeFresh(writer, capabilities))
        .or(() -> offered(writer, CaseOffer.AGAIN, returned, who, true))
        .or(() -> offered(writer, CaseOffer.WITNESS, witnesses, who, true))
        .or(() -> straggler(writer, who, capabilities, now));
  }

  private static Optional<CaseRow> offered(
      StoreWriter writer, CaseOffer kind, List<Integer> lanes, Volunteer who, boolean tried) {
    for (int lane : lanes) {
      Optional<CaseRow> row = writer.offered(kind, lane, who.id(), tried);
      if (row.isPresent()) {
        CaseState next = kind == CaseOffer.AGAIN ? CaseState.LEASED : CaseState.SCORED;
        Standing.requireLegal(row.get().index(), row.get().state(), next);
        CaseRow taken = taken(row.get(), next);
        writer.updateCase(taken);
        return Optional.of(taken);
      }
    }
    return Optional.empty();
  }

  private static CaseRow taken(CaseRow row, CaseState state) {
    return new CaseRow(
        row.index(),
        row.caseId(),
        row.parameters(),
        row.lane(),
        row.work(),
        state,
        CaseOffer.NONE,
        row.failedAttempts(),
        row.abandonedAttempts());
  }

  /** A case that somebody has held for too long, to be trained by this one as well. */
  private Optional<CaseRow> straggler(
      StoreWriter writer, Volunteer who, Capabilities capabilities, Instant now) {
    for (Attempt slow : writer.stragglers(who.id(), STRAGGLERS_AT_MOST)) {
      CaseFile file = CaseFile.of(writer, rules, slow.caseIndex());
      boolean stillAlone =
          file.state() == CaseState.LEASED
              && file.attempts(AttemptOutcome.OPEN).size() == 1
              && !file.isHeldBy(who.id());
      if (stillAlone
          && !file.isBarred(who.id())
          && capabilities.meet(lanes.needs(file.row().lane()))
          && isLate(writer, slow, who.record(), file.row().work(), now)) {
        return Optional.of(file.row());
      }
    }
    return Optional.empty();
  }

  private boolean isLate(
      StoreWriter writer, Attempt slow, TrackRecord asker, double work, Instant now) {
    Duration held = Duration.between(slow.leasedAt(), now);
    TrackRecord holder =
        writer.volunteer(slow.volunteer()).map(Volunteer::record).orElse(TrackRecord.NEW);
    return held.compareTo(rules.expected(holder, work).multipliedBy(LATE)) > 0
        || held.compareTo(rules.expected(asker, work).multipliedBy(LATE)) > 0;
  }

  /**
   * A random case whose result counts, up to the share of them: of those that nobody confirmed, or
   * else of all, since two volunteers may have conspired.
   */
  private Optional<CaseRow> spotCheck(
      StoreWriter writer, Volunteer server, Capabilities capabilities) {
    TrackRecord record = server.record();
    long trained =
        record.verified() + record.agreed() + record.rejected() + writer.heldBy(server.id()).size();
    long counting = writer.rowCounts().getOrDefault(CaseState.VERIFIED, 0L);
    if (trained >= spotChecks.share() * counting) {
      return Optional.empty();
    }
    return spotCheckUnconfirmed(writer, server, capabilities)
        .or(() -> spotCheckAny(writer, server, capabilities));
  }

  private Optional<CaseRow> spotCheckUnconfirmed(
      StoreWriter writer, Volunteer server, Capabilities capabilities) {
    List<String> leases = writer.unconfirmed(SPOT_CHECKS_AMONG);
    for (int draw = 0; draw < SPOT_CHECK_DRAWS && !leases.isEmpty(); draw++) {
      String lease = leases.get(random.nextInt(leases.size()));
      Optional<CaseRow> row =
          toSpotCheck(
              writer, writer.attempt(lease).orElseThrow().caseIndex(), server, capabilities);
      if (row.isPresent()) {
        return row;
      }
    }
    return Optional.empty();
  }

  private Optional<CaseRow> spotCheckAny(
      StoreWriter writer, Volunteer server, Capabilities capabilities) {
    long frontier = lanes.frontier(writer);
    for (int draw = 0; draw < SPOT_CHECK_DRAWS && frontier > 0; draw++) {
      long index = random.nextLong(frontier);
      if (writer.testCase(index).isPresent()) {
        Optional<CaseRow> row = toSpotCheck(writer, index, server, capabilities);
        if (row.isPresent()) {
          return row;
        }
      }
    }
    return Optional.empty();
  }

  /** A case, if its result counts and the server has not trained it. */
  private Optional<CaseRow> toSpotCheck(
      StoreWriter writer, long index, Volunteer server, Capabilities capabilities) {
    CaseFile file = CaseFile.of(writer, rules, index);
    return file.state() == CaseState.VERIFIED
            && !file.isBarred(server.id())
            && !file.isHeldBy(server.id())
            && capabilities.meet(lanes.needs(file.row().lane()))
        ? Optional.of(file.row())
        : Optional.empty();
  }
}
