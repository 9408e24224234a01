package dev.gridcast.server.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A volunteer and its record.
 *
 * @param id the stable identity
 * @param name the name to show
 * @param machine what its client runs on, one line
 * @param firstSeen when it first said hello
 * @param lastSeen when it last said hello, or was last given or returned a case, to the second
 * @param record what it has done
 * @param vouched whether the operator vouches for it: its results count without a second training
 * @param doubted whether a result of its was found false and its other unconfirmed ones are being
 *     opened again
 * @param suspension why it gets no cases; empty when it does
 * @param drained whether the operator lets it finish what it has in hand and gives it nothing more
 */
public record Volunteer(
    String id,
    String name,
    String machine,
    Instant firstSeen,
    Instant lastSeen,
    TrackRecord record,
    boolean vouched,
    boolean doubted,
    Optional<Suspension> suspension,
    boolean drained) {

  /** How many of its results count. */
  public long casesVerified() {
    return record.verified();
  }
}
