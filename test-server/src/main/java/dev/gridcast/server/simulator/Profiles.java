package dev.gridcast.server.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The profile that holds where none is given, and those that tests begin from. */
final class Profiles {

  private Profiles() {}

  /** A lively project: a third of the volunteers vanish, one in twenty lies. */
  static Profile standard() {
    Map<Habit, Double> shares = new EnumMap<>(Habit.class);
    shares.put(Habit.SLOW, 0.05);
    shares.put(Habit.VANISHES, 0.15);
    shares.put(Habit.RETURNS, 0.15);
    shares.put(Habit.FLOODS, 0.01);
    shares.put(Habit.CRASHES, 0.01);
    shares.put(Habit.BETTER_NUMBERS, 0.01);
    shares.put(Habit.OTHER_WEIGHTS, 0.01);
    shares.put(Habit.COPIED_RESULTS, 0.01);
    shares.put(Habit.RANDOM_WEIGHTS, 0.01);
    shares.put(Habit.SLEEPER, 0.01);
    return new Profile(
        shares,
        new Profile.People(
            0.5,
            0.2,
            6,
            24,
            0.7,
            Duration.ofHours(12),
            Duration.ofDays(2),
            Duration.ofHours(12),
            Duration.ofHours(6),
            20),
        new Profile.Cases(Duration.ofHours(2), 0.1, 0.005, Duration.ofHours(24), 3),
        new NetworkProfile(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofHours(24),
            Duration.ofSeconds(30)),
        new Profile.Server(
            Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofDays(5), true));
  }

  /** Nobody but honest volunteers on equal machines that are always on, and lines that hold. */
  static Profile honest() {
    return new Profile(
        Map.of(),
        new Profile.People(
            0,
            0.2,
            24,
            24,
            1,
            Duration.ofMinutes(1),
            Duration.ofDays(1),
            Duration.ofHours(6),
            Duration.ofHours(6),
            20),
        new Profile.Cases(Duration.ofHours(1), 0, 0, Duration.ofHours(24), 3),
        new NetworkProfile(
            Duration.ofMillis(20), Duration.ofMillis(100), Duration.ZERO, Duration.ofSeconds(30)),
        new Profile.Server(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ZERO, true));
  }
}
