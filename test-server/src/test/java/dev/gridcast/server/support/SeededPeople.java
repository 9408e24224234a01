package dev.gridcast.server.support;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Who works in a {@link SeededStore}, and when: the one that is free first takes the next case. */
final class SeededPeople {

  private static final List<String> NAMES =
      List.of(
          "ada",
          "grace",
          "Konrad",
          "emmy",
          "=cmd|' /C calc'!A0",
          "Łukasz",
          "منى",
          "linus",
          "barbara",
          "édouard",
          "İpek",
          "alan");
  private static final int SUSPENDED = 7;

  private final List<Person> people = new ArrayList<>();
  private final SplittableRandom chance = new SplittableRandom(2026);
  private final Instant start;
  private final double typicalSeconds;
  private Person now;
  private Instant leasedAt;
  private double seconds;

  /** Somebody, and what became of the work. */
  private static final class Person {
    private final String id;
    private final String name;
    private final double speed;
    private Instant free;
    private long verified;
    private long agreed;
    private long failed;
    private long abandoned;
    private long millis;

    Person(int number, String name, Instant free) {
      this.id = String.format(Locale.ROOT, "seeded-%02d", number);
      this.name = name;
      this.speed = 0.6 + number % 5 * 0.2;
      this.free = free;
    }
  }

  /** People whose work of so many results ends about then. */
  SeededPeople(Instant end, int results) {
    Duration span = Duration.ofHours(Math.max(6, Math.min(240, results / 250)));
    this.start = end.minus(span);
    // A tenth of the attempts bring nothing, or nothing new.
    this.typicalSeconds = span.toSeconds() * (double) NAMES.size() / (results * 1.28);
    for (int i = 0; i < NAMES.size(); i++) {
      people.add(new Person(i, NAMES.get(i), start.plusSeconds(i * 7L)));
    }
    this.now = people.get(0);
    this.leasedAt = start;
  }

  void greet(StoreWriter writer) {
    for (int i = 0; i < people.size(); i++) {
      Person person = people.get(i);
      writer.seeVolunteer(
          person.id, person.name, "Linux 6.1 amd64, " + (2 << i % 4) + " processors", start);
    }
  }

  /** The next one takes a case. */
  void next() {
    for (Person person : people) {
      if (person.free.isBefore(now.free)) {
        now = person;
      }
    }
    leasedAt = now.free;
    seconds = typicalSeconds / now.speed * (0.5 + chance.nextDouble());
    now.free = leasedAt.plusMillis((long) (seconds * 1_000));
  }

  String id() {
    return now.id;
  }

  Instant leasedAt() {
    return leasedAt;
  }

  Instant reportedAt() {
    return now.free;
  }

  double seconds() {
    return Math.round(seconds * 900) / 1_000.0;
  }

  void credit(AttemptOutcome outcome) {
    switch (outcome) {
      case VERIFIED -> now.verified++;
      case AGREED -> now.agreed++;
      case FAILED -> now.failed++;
      case EXPIRED -> now.abandoned++;
      default -> {}
    }
    if (outcome == AttemptOutcome.VERIFIED || outcome == AttemptOutcome.AGREED) {
      now.millis += (long) (seconds * 900);
    }
  }

  /** Writes down what everybody has done. */
  void settle(StoreWriter writer) {
    for (Person person : people) {
      Volunteer known = writer.volunteer(person.id).orElseThrow();
      TrackRecord record =
          new TrackRecord(
              person.verified,
              person.agreed,
              person.id.equals(people.get(SUSPENDED).id) ? 3 : 0,
              person.failed,
              person.abandoned,
              person.millis,
              (int) Math.min(person.agreed, 40),
              0,
              9_000 * person.speed);
      writer.updateVolunteer(
          new Volunteer(
              known.id(),
              known.name(),
              known.machine(),
              known.firstSeen(),
              person.free,
              record,
              person == people.get(0),
              false,
              known.suspension(),
              false));
    }
  }

  /** Who is to be suspended. */
  List<String> suspended() {
    return List.of(people.get(SUSPENDED).id);
  }
}
