package dev.gridcast.server.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The world that is simulated, but for its size and its seed.
 *
 * @param shares what share of the volunteers has which habit; the rest is honest
 * @param people when volunteers are there, and how fast their machines are
 * @param cases what cases cost and how many are broken
 * @param network what the lines are like
 * @param server how the server is run
 */
record Profile(
    Map<Habit, Double> shares, People people, Cases cases, NetworkProfile network, Server server) {

  Profile {
    Map<Habit, Double> copy = new EnumMap<>(Habit.class);
    copy.putAll(shares);
    shares = Collections.unmodifiableMap(copy);
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum > 1 + 1e-9) {
      throw new IllegalArgumentException("the shares of volunteers add up to more than 100%");
    }
  }

  /**
   * When volunteers are there, and how fast.
   *
   * @param speedSpread how much speeds differ: the standard deviation of their logarithm
   * @param slowSpeed how fast a slow one is, as a share of what it would be
   * @param hoursLeast hours a day that a machine is on at least
   * @param hoursMost hours a day that a machine is on at most
   * @param goodbye the share of evenings on which cases are given back and goodbye is said; on the
   *     others the machine just sleeps
   * @param joinWithin over what time the volunteers join
   * @param goneEvery how often a volunteer that returns vanishes, on average
   * @param goneFor for how long it does, on average
   * @param floodEvery how often one that floods does
   * @param sleeperHonest how many results a sleeper is honest for
   */
  record People(
      double speedSpread,
      double slowSpeed,
      double hoursLeast,
      double hoursMost,
      double goodbye,
      Duration joinWithin,
      Duration goneEvery,
      Duration goneFor,
      Duration floodEvery,
      int sleeperHonest) {}

  /**
   * What cases cost.
   *
   * @param time what a case of usual work takes on a machine of usual speed
   * @param noise how much that differs from training to training: the standard deviation of its
   *     logarithm
   * @param crash the share of cases whose training crashes for everybody
   * @param timeLimit how long a training may take
   * @param attempts how often a case may fail
   */
  record Cases(Duration time, double noise, double crash, Duration timeLimit, int attempts) {}

  /**
   * How the server is run.
   *
   * @param heartbeat how often clients have to be heard; leases and silences are in proportion
   * @param tick how often the server looks at the clock
   * @param restartEvery how often it is killed and started again; zero for never
   * @param audits whether trainings are audited by second ones
   */
  record Server(Duration heartbeat, Duration tick, Duration restartEvery, boolean audits) {}

  double share(Habit habit) {
    return shares.getOrDefault(habit, 0.0);
  }

  Profile with(Map<Habit, Double> others) {
    return new Profile(others, people, cases, network, server);
  }

  Profile with(People others) {
    return new Profile(shares, others, cases, network, server);
  }

  Profile with(Cases others) {
    return new Profile(shares, people, others, network, server);
  }

  Profile with(NetworkProfile other) {
    return new Profile(shares, people, cases, other, server);
  }

  Profile with(Server other) {
    return new Profile(shares, people, cases, network, other);
  }
}
