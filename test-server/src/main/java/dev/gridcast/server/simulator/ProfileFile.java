package dev.gridcast.server.simulator;

import dev.gridcast.server.experiment.ExperimentException;
import dev.gridcast.server.experiment.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the YAML file that describes a simulated world; {@code docs/simulator.md} explains every
 * key. What is not written there is as in {@link Profiles#standard}, but that the shares of the
 * volunteers are replaced as a whole.
 */
final class ProfileFile {

  private static final Duration NEVER = Duration.ZERO;
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration DAY = Duration.ofDays(1);

  private static final List<String> KEYS =
      List.of("volunteers", "machines", "cases", "network", "server");
  private static final List<String> MACHINES =
      List.of(
          "speed-spread",
          "slow-speed",
          "hours-least",
          "hours-most",
          "goodbye",
          "join-within",
          "gone-every",
          "gone-for",
          "flood-every",
          "sleeper-honest");
  private static final List<String> CASES =
      List.of("time", "noise", "crash", "time-limit", "attempts");
  private static final List<String> NETWORK =
      List.of("delay", "jitter", "cut-every", "notices-cut");
  private static final List<String> SERVER =
      List.of("heartbeat", "tick", "restart-every", "audits");

  private ProfileFile() {}

  static Profile load(Path file) throws ExperimentException {
    return read(SettingsFile.load(file, KEYS));
  }

  static Profile parse(String text, String source) throws ExperimentException {
    return read(SettingsFile.parse(text, source, KEYS));
  }

  private static Profile read(SettingsFile file) throws ExperimentException {
    Profile usual = Profiles.standard();
    return new Profile(
        shares(file, usual),
        people(file.section("machines", MACHINES), usual.people()),
        cases(file.section("cases", CASES), usual.cases()),
        network(file.section("network", NETWORK), usual.network()),
        server(file.section("server", SERVER), usual.server()));
  }

  private static Map<Habit, Double> shares(SettingsFile file, Profile usual)
      throws ExperimentException {
    List<String> keys = new ArrayList<>(Arrays.stream(Habit.values()).map(Habit::key).toList());
    keys.remove(Habit.HONEST.key());
    SettingsFile section = file.section("volunteers", keys);
    if (!section.isWritten()) {
      return usual.shares();
    }
    Map<Habit, Double> shares = new EnumMap<>(Habit.class);
    double sum = 0;
    for (Habit habit : Habit.values()) {
      if (habit != Habit.HONEST) {
        double share = section.share(habit.key(), 0);
        shares.put(habit, share);
        sum += share;
      }
    }
    if (sum > 1 + 1e-9) {
      throw file.problem("volunteers", "the shares add up to more than 100%; the rest is honest");
    }
    return shares;
  }

  private static Profile.People people(SettingsFile from, Profile.People usual)
      throws ExperimentException {
    double least = from.number("hours-least", 0.5, 24, usual.hoursLeast());
    double most = from.number("hours-most", 0.5, 24, usual.hoursMost());
    if (least > most) {
      throw from.problem("hours-least", "is above hours-most");
    }
    return new Profile.People(
        from.number("speed-spread", 0, 2, usual.speedSpread()),
        from.number("slow-speed", 0.001, 1, usual.slowSpeed()),
        least,
        most,
        from.share("goodbye", usual.goodbye()),
        from.time("join-within", NEVER, YEAR, usual.joinWithin()),
        from.time("gone-every", Duration.ofMinutes(10), YEAR, usual.goneEvery()),
        from.time("gone-for", INSTANT, YEAR, usual.goneFor()),
        from.time("flood-every", Duration.ofMinutes(1), YEAR, usual.floodEvery()),
        from.whole("sleeper-honest", 0, 1_000_000, usual.sleeperHonest()));
  }

  private static Profile.Cases cases(SettingsFile from, Profile.Cases usual)
      throws ExperimentException {
    return new Profile.Cases(
        from.time("time", Duration.ofSeconds(1), DAY, usual.time()),
        from.number("noise", 0, 2, usual.noise()),
        from.share("crash", usual.crash()),
        from.time("time-limit", Duration.ofSeconds(1), DAY, usual.timeLimit()),
        from.whole("attempts", 1, 100, usual.attempts()));
  }

  private static NetworkProfile network(SettingsFile from, NetworkProfile usual)
      throws ExperimentException {
    return new NetworkProfile(
        from.time("delay", NEVER, Duration.ofSeconds(5), usual.delay()),
        from.time("jitter", NEVER, Duration.ofSeconds(5), usual.jitter()),
        from.time("cut-every", NEVER, YEAR, usual.cutEvery()),
        from.time("notices-cut", NEVER, Duration.ofMinutes(10), usual.noticesCut()));
  }

  private static Profile.Server server(SettingsFile from, Profile.Server usual)
      throws ExperimentException {
    return new Profile.Server(
        from.time("heartbeat", Duration.ofSeconds(1), Duration.ofHours(6), usual.heartbeat()),
        from.time("tick", Duration.ofSeconds(1), Duration.ofHours(1), usual.tick()),
        from.time("restart-every", NEVER, YEAR, usual.restartEvery()),
        from.onOff("audits", usual.audits()));
  }
}
