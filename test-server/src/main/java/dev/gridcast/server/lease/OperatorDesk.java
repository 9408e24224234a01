package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.Volunteer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the operator decides over cases and volunteers. Needs nothing but the store, so that a
 * command can do it while a server runs. Safe to use from many threads; every method is one
 * transaction, on disk when it returns.
 */
public final class OperatorDesk {

  /** A case that is charged with nothing has attempts left, whatever the limits are. */
  private static final LeaseRules NO_LIMITS =
      new LeaseRules(
          LeaseRules.DEFAULT_LEASE_TIME,
          LeaseRules.DEFAULT_LEASE_TIME,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private final Store store;
  private final InstantSource clock;

  private OperatorDesk(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A desk over that store. */
  public static OperatorDesk of(Store store, InstantSource clock) {
    return new OperatorDesk(store, clock);
  }

  /**
   * Puts a case that ended without a result on offer again, as if it had never failed or been
   * abandoned.
   *
   * @return whether there is such a case; nothing changes when not
   */
  public boolean release(long caseIndex) {
    return store.write(
        writer ->
            writer
                .testCase(caseIndex)
                .filter(row -> row.state().endedBadly())
                .map(row -> release(writer, row))
                .orElse(false));
  }

  /**
   * Lets a suspended volunteer have cases again; what it was blamed for is forgotten.
   *
   * @return whether there is such a volunteer and it was suspended
   */
  public boolean release(String volunteer) {
    return store.write(
        writer -> {
          Optional<Volunteer> known =
              writer.volunteer(volunteer).filter(who -> who.suspension().isPresent());
          known.ifPresent(who -> writer.updateVolunteer(Records.released(who)));
          return known.isPresent();
        });
  }

  /**
   * Gives a volunteer no more cases until it is released. Its results that nobody confirmed are
   * trained again by others, and what failed with it counts against no case any more; both follow
   * in {@link LeaseDesk#sweep}.
   *
   * @param reason one line, which the volunteer is told
   * @return whether there is such a volunteer
   */
  public boolean suspend(String volunteer, String reason) {
    return store.write(
        writer -> {
          Optional<Volunteer> known = writer.volunteer(volunteer);
          known.ifPresent(
              who -> writer.updateVolunteer(Records.suspended(who, new Suspension(now(), reason))));
          return known.isPresent();
        });
  }

  /**
   * Says whether the operator vouches for a volunteer: whether its results count without a second
   * training. A volunteer that never said hello is added.
   *
   * @return whether it was known before
   */
  public boolean vouch(String volunteer, boolean vouched) {
    return store.write(
        writer -> {
          boolean known = writer.volunteer(volunteer).isPresent();
          if (!known) {
            writer.seeVolunteer(volunteer, volunteer, "", now());
          }
          writer.updateVolunteer(
              Records.vouched(writer.volunteer(volunteer).orElseThrow(), vouched));
          return known;
        });
  }

  /**
   * Says whether a volunteer is to come to rest: it finishes what it has in hand, which counts as
   * ever, and is given nothing more until that is taken back.
   *
   * @return whether there is such a volunteer
   */
  public boolean drain(String volunteer, boolean drained) {
    return store.write(
        writer -> {
          Optional<Volunteer> known = writer.volunteer(volunteer);
          known.ifPresent(who -> writer.updateVolunteer(Records.drained(who, drained)));
          return known.isPresent();
        });
  }

  private boolean release(StoreWriter writer, CaseRow row) {
    CaseFile file = CaseFile.of(writer, NO_LIMITS, row);
    for (Attempt attempt : file.attempts()) {
      if (attempt.counted()) {
        file.move(attempt.lease(), Event.FORGIVE, now(), attempt.reason(), "");
      }
    }
    file.save();
    return true;
  }

  /** The store keeps milliseconds; a finer instant would not come back equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
