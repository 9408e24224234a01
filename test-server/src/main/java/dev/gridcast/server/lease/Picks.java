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

  /** A random result that counts although nobody has trained its case again, up to the share. */
  private Optional<CaseRow> spotCheck(
      StoreWriter writer, Volunteer server, Capabilities capabilities) {
    TrackRecord record = server.record();
    long trained =
        record.verified() + record.agreed() + record.rejected() + writer.heldBy(server.id()).size();
    long counting = writer.rowCounts().getOrDefault(CaseState.VERIFIED, 0L);
    if (trained >= spotChecks.share() * counting) {
      return Optional.empty();
    }
    List<String> leases = writer.unconfirmed(SPOT_CHECKS_AMONG);
    for (int draw = 0; draw < SPOT_CHECK_DRAWS && !leases.isEmpty(); draw++) {
      String lease = leases.get(random.nextInt(leases.size()));
      long index = writer.attempt(lease).orElseThrow().caseIndex();
      CaseFile file = CaseFile.of(writer, rules, index);
      if (file.state() == CaseState.VERIFIED
          && !file.isBarred(server.id())
          && !file.isHeldBy(server.id())
          && capabilities.meet(lanes.needs(file.row().lane()))) {
        return Optional.of(file.row());
      }
    }
    return Optional.empty();
  }
}
