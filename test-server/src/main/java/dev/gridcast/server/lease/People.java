package dev.gridcast.server.lease;

import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.trust.TrustRules;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The volunteers whom one transaction concerns: each is read once and written once, always in the
 * same order, so that two transactions do not wait for each other.
 */
final class People {

  private final StoreWriter writer;
  private final TrustRules rules;
  private final Map<String, Volunteer> known = new TreeMap<>();
  private final Map<String, Volunteer> stored = new TreeMap<>();

  People(StoreWriter writer, TrustRules rules) {
    this.writer = writer;
    this.rules = rules;
  }

  Volunteer get(String id) {
    return known.computeIfAbsent(
        id,
        absent -> {
          Volunteer who =
              writer
                  .volunteer(absent)
                  .orElseThrow(() -> new IllegalStateException("no volunteer " + absent));
          stored.put(absent, who);
          return who;
        });
  }

  void put(Volunteer who) {
    known.put(who.id(), who);
  }

  /** Changes a volunteer's record. */
  void note(String id, UnaryOperator<TrackRecord> change) {
    Volunteer who = get(id);
    known.put(id, Records.with(who, change.apply(who.record())));
  }

  /** What a volunteer is blamed for. Any machine fails now and then, but none lies by chance. */
  enum Blame {
    FAILURE(1),
    LIE(2);

    private final int weight;

    Blame(int weight) {
      this.weight = weight;
    }
  }

  /**
   * Blames a volunteer once more. Who is blamed too much, without a result that counts in between,
   * gets no more cases.
   *
   * @param reason what for, if it is once too often
   */
  void blame(String id, Blame what, Instant now, String reason) {
    note(id, was -> Records.blamed(was, was.blamed() + what.weight));
    Volunteer who = get(id);
    if (who.record().blamed() >= rules.blameToSuspend() && who.suspension().isEmpty()) {
      known.put(id, Records.suspended(who, new Suspension(now, reason)));
    }
  }

  /** What it returned before cannot be believed any more unless somebody confirmed it. */
  void doubt(String id) {
    known.put(id, Records.doubted(get(id), true));
  }

  /** Keeps what has changed. Must come last, since it writes when they were last seen as well. */
  void save() {
    known.forEach(
        (id, who) -> {
          if (!who.equals(stored.get(id))) {
            writer.updateVolunteer(who);
          }
        });
  }
}
