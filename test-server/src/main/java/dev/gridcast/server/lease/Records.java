package dev.gridcast.server.lease;

import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import java.util.Optional;

/** What becomes of a volunteer and its record. Pure: nothing is stored here. */
final class Records {

  private Records() {}

  /** It has cases again, and nothing it was blamed for is held against it. */
  static Volunteer released(Volunteer who) {
    TrackRecord was = who.record();
    return with(
        who,
        new TrackRecord(
            was.verified(),
            was.agreed(),
            was.rejected(),
            was.failed(),
            was.abandoned(),
            was.computeMillis(),
            was.streak(),
            0,
            was.workPerSecond()),
        who.vouched(),
        who.doubted(),
        Optional.empty());
  }

  /** It gets no cases, and what it did before is gone over. */
  static Volunteer suspended(Volunteer who, Suspension suspension) {
    return with(who, who.record(), who.vouched(), true, Optional.of(suspension));
  }

  static Volunteer vouched(Volunteer who, boolean vouched) {
    return with(who, who.record(), vouched, who.doubted(), who.suspension());
  }

  private static Volunteer with(
      Volunteer who,
      TrackRecord record,
      boolean vouched,
      boolean doubted,
      Optional<Suspension> suspension) {
    return new Volunteer(
        who.id(),
        who.name(),
        who.machine(),
        who.firstSeen(),
        who.lastSeen(),
        record,
        vouched,
        doubted,
        suspension);
  }
}
