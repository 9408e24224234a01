package dev.gridcast.server.lease;

import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import java.util.Optional;

/** What becomes of a volunteer and its record. Pure: nothing is stored here. */
final class Records {

  /** How much the latest case weighs in a volunteer's speed. */
  private static final double LATEST = 0.3;

  private Records() {}

  // --- of the record ---------------------------------------------------------------------------

  static TrackRecord failed(TrackRecord was, int more) {
    return new TrackRecord(
        was.verified(),
        was.agreed(),
        was.rejected(),
        was.failed() + more,
        was.abandoned(),
        was.computeMillis(),
        was.streak(),
        was.blamed(),
        was.workPerSecond());
  }

  static TrackRecord abandoned(TrackRecord was, int more) {
    return new TrackRecord(
        was.verified(),
        was.agreed(),
        was.rejected(),
        was.failed(),
        Math.max(0, was.abandoned() + more),
        was.computeMillis(),
        was.streak(),
        was.blamed(),
        was.workPerSecond());
  }

  /** A result of its was judged and does not count: who is to blame for that is another matter. */
  static TrackRecord rejected(TrackRecord was) {
    return new TrackRecord(
        was.verified(),
        was.agreed(),
        was.rejected() + 1,
        was.failed(),
        was.abandoned(),
        was.computeMillis(),
        0,
        was.blamed(),
        was.workPerSecond());
  }

  /** A result of its counts, or one more ({@code -1}: no more). */
  static TrackRecord verified(TrackRecord was, int more, long millis) {
    return new TrackRecord(
        Math.max(0, was.verified() + more),
        was.agreed(),
        was.rejected(),
        was.failed(),
        was.abandoned(),
        Math.max(0, was.computeMillis() + more * millis),
        was.streak(),
        was.blamed(),
        was.workPerSecond());
  }

  /** A training of its confirmed a result ({@code -1}: does so no more). */
  static TrackRecord agreed(TrackRecord was, int more, long millis) {
    return new TrackRecord(
        was.verified(),
        Math.max(0, was.agreed() + more),
        was.rejected(),
        was.failed(),
        was.abandoned(),
        Math.max(0, was.computeMillis() + more * millis),
        was.streak(),
        was.blamed(),
        was.workPerSecond());
  }

  /** Another training came to the same as its. */
  static TrackRecord confirmed(TrackRecord was) {
    return new TrackRecord(
        was.verified(),
        was.agreed(),
        was.rejected(),
        was.failed(),
        was.abandoned(),
        was.computeMillis(),
        was.streak() + 1,
        was.blamed(),
        was.workPerSecond());
  }

  static TrackRecord blamed(TrackRecord was, int blamed) {
    return new TrackRecord(
        was.verified(),
        was.agreed(),
        was.rejected(),
        was.failed(),
        was.abandoned(),
        was.computeMillis(),
        was.streak(),
        blamed,
        was.workPerSecond());
  }

  /**
   * It took so long for so much work.
   *
   * @param millis from lease to report, as the server saw it
   */
  static TrackRecord worked(TrackRecord was, double work, long millis) {
    if (work <= 0) {
      return was;
    }
    double latest = work / Math.max(1, millis) * 1000;
    double before = was.workPerSecond();
    return new TrackRecord(
        was.verified(),
        was.agreed(),
        was.rejected(),
        was.failed(),
        was.abandoned(),
        was.computeMillis(),
        was.streak(),
        was.blamed(),
        before == 0 ? latest : before + LATEST * (latest - before));
  }

  // --- of the volunteer ------------------------------------------------------------------------

  static Volunteer with(Volunteer who, TrackRecord record) {
    return with(who, record, who.vouched(), who.doubted(), who.suspension(), who.drained());
  }

  static Volunteer doubted(Volunteer who, boolean doubted) {
    return with(who, who.record(), who.vouched(), doubted, who.suspension(), who.drained());
  }

  /** It has cases again, and nothing it was blamed for is held against it. */
  static Volunteer released(Volunteer who) {
    TrackRecord clean = blamed(who.record(), 0);
    return with(who, clean, who.vouched(), who.doubted(), Optional.empty(), who.drained());
  }

  /** It gets no cases, and what it did before is gone over. */
  static Volunteer suspended(Volunteer who, Suspension suspension) {
    return with(who, who.record(), who.vouched(), true, Optional.of(suspension), who.drained());
  }

  static Volunteer vouched(Volunteer who, boolean vouched) {
    return with(who, who.record(), vouched, who.doubted(), who.suspension(), who.drained());
  }

  /** It gets no cases, and what it did and does is as good as ever. */
  static Volunteer drained(Volunteer who, boolean drained) {
    return with(who, who.record(), who.vouched(), who.doubted(), who.suspension(), drained);
  }

  private static Volunteer with(
      Volunteer who,
      TrackRecord record,
      boolean vouched,
      boolean doubted,
      Optional<Suspension> suspension,
      boolean drained) {
    return new Volunteer(
        who.id(),
        who.name(),
        who.machine(),
        who.firstSeen(),
        who.lastSeen(),
        record,
        vouched,
        doubted,
        suspension,
        drained);
  }
}
