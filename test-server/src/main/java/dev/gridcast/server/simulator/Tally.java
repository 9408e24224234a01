package dev.gridcast.server.simulator;

import dev.gridcast.server.simulator.Outcome.Liars;
import dev.gridcast.server.simulator.Outcome.Loss;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.Volunteer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts up what came of a world: what really happened beside what the server has of it. */
final class Tally {

  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final Plan plan;
  private final World world;
  private final Host host;
  private final List<Person> people;
  private final Duration lasted;
  private final Map<Fault, Loss> lost = new EnumMap<>(Fault.class);
  private final Map<AttemptOutcome, Long> attempts = new EnumMap<>(AttemptOutcome.class);
  private final Map<Long, OfCase> byCase = new HashMap<>();
  private long counted;
  private long falseFromStart;
  private long falseOfSleepers;
  private double hours;

  Tally(Plan plan, World world, Host host, List<Person> people, Duration lasted) {
    this.plan = plan;
    this.world = world;
    this.host = host;
    this.people = people;
    this.lasted = lasted;
  }

  /** What happened to one case. */
  private static final class OfCase {
    private @Nullable Instant counts;
    private boolean honest = true;
    private int audits;
  }

  Outcome outcome(double serverSeconds, double seconds) {
    return host.store().read(reader -> outcome(reader, serverSeconds, seconds));
  }

  private Outcome outcome(StoreReader reader, double serverSeconds, double seconds) {
    List<Training> trainings = world.ledger().all();
    for (Training training : trainings) {
      hours += hours(training);
      boolean latest =
          world.ledger().of(training.lease).filter(last -> last == training).isPresent();
      Optional<Attempt> attempt = reader.attempt(training.lease);
      if (!latest || attempt.isEmpty()) {
        lose(training, training.fault == null ? Fault.LOST_LEASE : training.fault);
      } else {
        attempts.merge(attempt.get().outcome(), 1L, Long::sum);
        count(training, attempt.get().outcome());
      }
    }
    List<OfCase> honest =
        byCase.values().stream()
            .filter(of -> of.counts != null && of.honest)
            .sorted(Comparator.comparing(of -> of.counts))
            .toList();
    int tenth = Math.max(1, honest.size() / 10);
    Map<CaseState, Long> cases = reader.rowCounts();
    long rows = cases.values().stream().mapToLong(Long::longValue).sum();
    return new Outcome(
        lasted.toMinutes() / 1440.0,
        new EnumMap<>(cases),
        plan.cases() - rows,
        trainings.size(),
        counted,
        hours,
        lost,
        attempts,
        overhead(honest.subList(0, Math.min(tenth, honest.size()))),
        overhead(honest.subList(Math.max(0, honest.size() - tenth), honest.size())),
        overhead(honest),
        liars(),
        falseFromStart,
        falseOfSleepers,
        honestSuspended(reader.volunteers()),
        host.restarts(),
        world.network().messages(),
        world.loop().happened(),
        world.trace().hash(),
        serverSeconds,
        seconds);
  }

  private void count(Training training, AttemptOutcome outcome) {
    OfCase of = byCase.computeIfAbsent(training.caseIndex, index -> new OfCase());
    of.honest &= !training.isFalse;
    switch (outcome) {
      case VERIFIED -> {
        counted++;
        of.counts = training.reportedAt;
        if (training.isFalse && training.person.habit == Habit.SLEEPER) {
          falseOfSleepers++;
        } else if (training.isFalse) {
          falseFromStart++;
        }
      }
      case AGREED -> {
        of.audits++;
        lose(training, Fault.AUDIT);
      }
      case REJECTED -> lose(training, training.isFalse ? Fault.LIE : Fault.WRONGLY_REJECTED);
      case SUPERSEDED -> lose(training, Fault.SUPERSEDED);
      case FAILED, GIVEN_BACK -> lose(training, orElse(training.fault, Fault.LEFT));
      case EXPIRED -> lose(training, orElse(training.fault, whyExpired(training.person)));
      case OPEN, REPORTED, SCORED, CLAIMED -> lose(training, Fault.UNSETTLED);
    }
  }

  private static Fault whyExpired(Person person) {
    return person.habit == Habit.VANISHES || person.habit == Habit.RETURNS
        ? Fault.VANISHED
        : Fault.LEFT;
  }

  private static Fault orElse(@Nullable Fault known, Fault otherwise) {
    return known == null ? otherwise : known;
  }

  private void lose(Training training, Fault fault) {
    lost.merge(
        fault,
        new Loss(1, hours(training)),
        (a, b) -> new Loss(a.trainings() + b.trainings(), a.hours() + b.hours()));
  }

  private static double hours(Training training) {
    return training.spent.toMillis() / MILLIS_PER_HOUR;
  }

  private static double overhead(List<OfCase> cases) {
    return cases.isEmpty() ? 0 : cases.stream().mapToInt(of -> of.audits).average().orElse(0);
  }

  private List<Liars> liars() {
    List<Liars> result = new ArrayList<>();
    for (Habit habit : Habit.values()) {
      List<Person> kind =
          people.stream().filter(person -> habit.lies() && person.habit == habit).toList();
      if (!kind.isEmpty()) {
        List<Person> caught = kind.stream().filter(person -> person.caughtAfter > 0).toList();
        result.add(
            new Liars(
                habit,
                kind.size(),
                (int) kind.stream().filter(person -> person.falseResults > 0).count(),
                caught.size(),
                caught.stream().mapToInt(person -> person.caughtAfter).average().orElse(0),
                caught.stream().mapToInt(person -> person.caughtAfter).max().orElse(0),
                kind.stream().mapToLong(person -> person.falseResults).sum()));
      }
    }
    return result;
  }

  private long honestSuspended(List<Volunteer> known) {
    Map<String, Habit> habits = new HashMap<>();
    people.forEach(person -> habits.put(person.key.text(), person.habit));
    return known.stream()
        .filter(volunteer -> volunteer.suspension().isPresent())
        .map(volunteer -> habits.getOrDefault(volunteer.id(), Habit.HONEST))
        .filter(habit -> !habit.lies() && habit != Habit.CRASHES)
        .count();
  }
}
