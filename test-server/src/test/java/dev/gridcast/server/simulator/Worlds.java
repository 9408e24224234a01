package dev.gridcast.server.simulator;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Runs small worlds for tests. */
final class Worlds {

  private Worlds() {}

  static Outcome run(Path folder, int volunteers, int days, int cases, long seed, Profile profile) {
    return new Simulation(new Plan(volunteers, days, cases, seed, profile))
        .run(folder, progress -> {});
  }

  /** Twelve volunteers, so many of them with a habit, the rest honest. */
  static Outcome twelve(Path folder, int cases, long seed, Map<Habit, Integer> habits) {
    Map<Habit, Double> shares = new EnumMap<>(Habit.class);
    habits.forEach((habit, count) -> shares.put(habit, count / 12.0));
    return run(folder, 12, 30, cases, seed, Profiles.honest().with(shares));
  }

  static Outcome.Loss lost(Outcome outcome, Fault fault) {
    return outcome.lost().getOrDefault(fault, new Outcome.Loss(0, 0));
  }
}
