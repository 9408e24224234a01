package dev.gridcast.server.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together who takes part: what the store knows of them, and what they do right now. */
final class VolunteerDesk {

  private static final double MILLIS = 1000.0;

  private final House house;

  VolunteerDesk(House house) {
    this.house = house;
  }

  /**
   * Who takes part.
   *
   * @param volunteers those that are there first, then those with the most verified results
   */
  record Answer(List<Person> volunteers) {}

  /**
   * A volunteer.
   *
   * @param id its identity
   * @param name the name to show
   * @param machine what it runs on, one line
   * @param online whether it is connected
   * @param since when it connected; null unless it is
   * @param lastSeen when it was last heard
   * @param connection how it is connected; null when that is not known
   * @param works what it trains
   * @param verified results of its that count
   * @param agreed trainings that confirmed another volunteer's result
   * @param rejected results that do not count
   * @param failed attempts that failed
   * @param abandoned leases that fell silent
   * @param computeSeconds time spent on valid results
   * @param reliability valid results among all attempts, 0 to 1; null before the first
   * @param streak confirmed results in a row
   * @param trust {@code suspended}, {@code vouched}, {@code doubted}, {@code trusted} or {@code
   *     new}
   * @param suspension why it gets no cases; null when it does
   * @param drained whether it gets nothing more for the operator's sake
   */
  record Person(
      String id,
      String name,
      String machine,
      boolean online,
      @Nullable Instant since,
      Instant lastSeen,
      @Nullable String connection,
      List<Work> works,
      long verified,
      long agreed,
      long rejected,
      long failed,
      long abandoned,
      double computeSeconds,
      @Nullable Double reliability,
      int streak,
      String trust,
      @Nullable Suspended suspension,
      boolean drained) {}

  /**
   * A training in progress.
   *
   * @param testCase the case; in JSON {@code case}
   * @param epoch epochs finished; null before the first word
   * @param epochs epochs in all
   * @param validationRmse the error after that epoch, in price units
   */
  record Work(
      @JsonProperty("case") long testCase,
      @Nullable Integer epoch,
      @Nullable Integer epochs,
      @Nullable Double validationRmse) {}

  /**
   * Why a volunteer gets no cases.
   *
   * @param at since when
   * @param reason one line
   */
  record Suspended(Instant at, String reason) {}

  /** Everybody. */
  Answer everybody() {
    List<Volunteer> known = house.store().read(StoreReader::volunteers);
    Map<String, List<Presence>> present = present();
    List<Person> people = new ArrayList<>();
    for (Volunteer who : known) {
      people.add(person(who, present.getOrDefault(who.id(), List.of())));
    }
    people.sort(Comparator.comparing(person -> !person.online())); // stable: the rest stays
    return new Answer(List.copyOf(people));
  }

  /** One of them. */
  Optional<Person> one(String id) {
    return house
        .store()
        .read(reader -> reader.volunteer(id))
        .map(who -> person(who, present().getOrDefault(id, List.of())));
  }

  private Map<String, List<Presence>> present() {
    Map<String, List<Presence>> present = new HashMap<>();
    for (Presence one : house.live().present()) {
      present.computeIfAbsent(one.volunteer(), id -> new ArrayList<>()).add(one);
    }
    return present;
  }

  /** A volunteer that is connected twice, from two machines, is one. */
  private Person person(Volunteer who, List<Presence> present) {
    TrackRecord record = who.record();
    long attempts =
        record.verified()
            + record.agreed()
            + record.rejected()
            + record.failed()
            + record.abandoned();
    return new Person(
        who.id(),
        who.name(),
        who.machine(),
        !present.isEmpty(),
        present.stream().map(Presence::since).min(Comparator.naturalOrder()).orElse(null),
        who.lastSeen(),
        present.stream()
            .map(Presence::connection)
            .filter(Objects::nonNull)
            .distinct()
            .reduce((one, other) -> one + ", " + other)
            .orElse(null),
        present.stream().flatMap(one -> one.works().stream()).map(VolunteerDesk::work).toList(),
        record.verified(),
        record.agreed(),
        record.rejected(),
        record.failed(),
        record.abandoned(),
        record.computeMillis() / MILLIS,
        attempts == 0 ? null : record.reliability(),
        record.streak(),
        trust(who),
        who.suspension()
            .map(suspension -> new Suspended(suspension.at(), suspension.reason()))
            .orElse(null),
        who.drained());
  }

  private String trust(Volunteer who) {
    if (who.suspension().isPresent()) {
      return "suspended";
    }
    if (who.vouched()) {
      return "vouched";
    }
    if (who.doubted()) {
      return "doubted";
    }
    return who.record().streak() >= house.trustedAfter() ? "trusted" : "new";
  }

  private static Work work(dev.gridcast.server.volunteer.VolunteerRoom.Work work) {
    Progress progress = work.progress();
    return progress == null
        ? new Work(work.caseIndex(), null, null, null)
        : new Work(
            work.caseIndex(),
            progress.epoch(),
            progress.epochs(),
            progress.epoch() == 0 ? null : progress.validationRmse());
  }
}
