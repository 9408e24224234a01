package dev.gridcast.server.simulator;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A world of volunteers around one production server, from its beginning until every case has ended
 * or its days are over.
 */
final class Simulation {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** How often the rules that must always hold are looked after. */
  private static final Duration CHECK_EVERY = Duration.ofDays(2);

  private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

  /** What is on its way when the last case ends still arrives. */
  private static final Duration DRAIN = Duration.ofHours(1);

  /** Sources of chance that are not a volunteer's. */
  private static final long DEAL = -1;

  private static final long LINES = -2;
  private static final long SERVER = -3;

  private final Plan plan;
  private final EventLoop loop = new EventLoop(START);
  private final Trace trace = new Trace();
  private final ServerTime serverTime = new ServerTime();
  private final Ledger ledger = new Ledger();
  private final SimulatedNetwork network;
  private final World world;
  private final Invariants invariants;
  private final List<Person> people = new ArrayList<>();
  private boolean over;
  private Instant endedAt = START;

  /** A world that has not begun. */
  Simulation(Plan plan) {
    this.plan = plan;
    Profile profile = plan.profile();
    Experiment experiment =
        SimulatedExperiment.of(
            plan.cases(), profile.cases().timeLimit(), profile.cases().attempts());
    this.network =
        new SimulatedNetwork(
            loop, trace, new Chance(plan.seed(), LINES), profile.network(), serverTime);
    Reporter reporter =
        new Reporter(
            new PretendTrainer(experiment),
            experiment.space()::caseId,
            new BrokenCases(plan.seed(), profile.cases().crash()),
            profile.people().sleeperHonest());
    this.world = new World(loop, trace, network, profile, experiment, reporter, ledger);
    this.invariants = new Invariants(ledger);
  }

  /**
   * Lets it happen, in this thread.
   *
   * @param folder an empty folder for the server's store
   * @param progress gets to know now and then how far it is
   * @throws Simulator.BrokenRuleException when a rule that must always hold is broken
   */
  Outcome run(Path folder, Consumer<Simulator.Progress> progress) {
    long started = System.nanoTime();
    settle();
    try (Host host =
        new Host(
            folder.resolve("gridcast.db"), world, serverTime, new Chance(plan.seed(), SERVER))) {
      loop.after(LOOK_EVERY, () -> look(host, progress));
      loop.after(CHECK_EVERY, () -> check(host));
      Instant end = START.plus(Duration.ofDays(plan.days()));
      while (!over && !loop.next().isAfter(end) && loop.step()) {
        stopOnBugs();
      }
      if (over) {
        Instant drained = loop.instant().plus(DRAIN);
        while (!loop.next().isAfter(drained) && loop.step()) {
          stopOnBugs();
        }
      } else {
        endedAt = end;
      }
      host.awaitUp();
      invariants.check(host.store());
      return new Tally(plan, world, host, people, Duration.between(START, endedAt))
          .outcome(serverTime.seconds(), (System.nanoTime() - started) / 1e9);
    }
  }

  /** Deals out the habits: exactly as many of each as its share says, in an order of chance. */
  private void settle() {
    Profile profile = plan.profile();
    List<Habit> habits = new ArrayList<>();
    double wanted = 0;
    for (Habit habit : Habit.values()) {
      wanted += profile.share(habit) * plan.volunteers();
      while (habits.size() < Math.round(wanted)) {
        habits.add(habit);
      }
    }
    while (habits.size() < plan.volunteers()) {
      habits.add(Habit.HONEST);
    }
    Random deal = new Chance(plan.seed(), DEAL).random();
    Collections.shuffle(habits, deal);
    for (int i = 0; i < plan.volunteers(); i++) {
      Chance chance = new Chance(plan.seed(), i + 1L);
      Habit habit = habits.get(i);
      double speed = chance.factor(profile.people().speedSpread());
      if (habit == Habit.SLOW) {
        speed *= profile.people().slowSpeed();
      }
      Person person = new Person(String.format("sim-%05d", i + 1), habit, speed, chance);
      people.add(person);
      new Life(world, person).begin(plan.days());
    }
  }

  private void look(Host host, Consumer<Simulator.Progress> progress) {
    if (host.isUp()) {
      Counts counts = host.core().counts();
      double day = Duration.between(START, loop.instant()).toMinutes() / 1440.0;
      progress.accept(new Simulator.Progress(day, counts.ended(), counts.total()));
      if (counts.done()) {
        over = true;
        endedAt = loop.instant();
      }
    }
    if (!over) {
      loop.after(LOOK_EVERY, () -> look(host, progress));
    }
  }

  private void check(Host host) {
    if (host.isUp()) {
      invariants.check(host.store());
    }
    loop.after(CHECK_EVERY, () -> check(host));
  }

  private void stopOnBugs() {
    if (!network.bugs().isEmpty()) {
      Throwable bug = network.bugs().get(0);
      throw new Simulator.BrokenRuleException(
          "the server threw " + bug + " at " + loop.instant() + " with seed " + plan.seed(), bug);
    }
  }
}
