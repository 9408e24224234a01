package dev.gridcast.client.preference;

import dev.gridcast.client.machine.Hardware;
import dev.gridcast.client.machine.Reading;
import java.util.Locale;

/**
 * What the preferences come to on this machine.
 *
 * @param parallel trainings at the same time, at least 1
 * @param cpusPerCase processors for each; positive
 * @param memoryPerCase bytes for each; at least {@link #LEAST_MEMORY}
 */
public record Allotment(int parallel, double cpusPerCase, long memoryPerCase) {

  /** Less than 512 MiB is not enough for a Java runtime, the training engine and a network. */
  public static final long LEAST_MEMORY = 512L << 20;

  private static final long COMFORTABLE_MEMORY = 2L << 30;

  /** With less than this for each, {@code auto} starts fewer trainings. */
  private static final long TIGHT_MEMORY = 1L << 30;

  private static final double LEAST_CPUS = 0.05;

  /**
   * Divides what is given among as many trainings as run at the same time.
   *
   * @throws PreferenceException when more is given than the machine has, or too little for so many
   */
  public static Allotment of(Preferences preferences, Hardware hardware)
      throws PreferenceException {
    double cpus = cpus(preferences, hardware);
    long memory = memory(preferences, hardware);
    int parallel =
        preferences.parallel().isPresent()
            ? preferences.parallel().getAsInt()
            : sensible(spareCores(preferences, hardware), cpus, memory);
    if (memory / parallel < LEAST_MEMORY) {
      throw preferences
          .settings()
          .problem(
              Key.PARALLEL,
              String.format(
                  Locale.ROOT,
                  "%d trainings need %s of memory at least, and memory %s gives them %s; lower"
                      + " parallel or raise memory",
                  parallel,
                  Amounts.text(parallel * LEAST_MEMORY),
                  preferences.settings().get(Key.MEMORY).text(),
                  Amounts.text(memory)));
    }
    boolean givenMemory = preferences.memoryBytes().isPresent();
    long each = memory / parallel;
    return new Allotment(
        parallel,
        Math.max(LEAST_CPUS, Math.floor(100 * cpus / parallel) / 100),
        givenMemory ? each : Math.min(each, COMFORTABLE_MEMORY));
  }

  /** One for each spare core, as far as processors and memory go. */
  private static int sensible(int spareCores, double cpus, long memory) {
    long byProcessors = (long) cpus;
    long byMemory = memory / TIGHT_MEMORY;
    return (int) Math.max(1, Math.min(spareCores, Math.min(byProcessors, byMemory)));
  }

  private static double cpus(Preferences preferences, Hardware hardware)
      throws PreferenceException {
    int all = hardware.logicalProcessors();
    Cpus cpus = preferences.cpus();
    if (cpus instanceof Cpus.Share share) {
      return share.fraction() * all;
    }
    if (cpus instanceof Cpus.Count count) {
      if (count.processors() > all) {
        String text = preferences.settings().get(Key.CPUS).text();
        throw preferences
            .settings()
            .problem(Key.CPUS, text + " is more than this machine has, which is " + all);
      }
      return count.processors();
    }
    return preferences.parallel().isPresent()
        ? Math.min(all, preferences.parallel().getAsInt())
        : spareCores(preferences, hardware);
  }

  /** One core stays with the person at the machine, unless there is only one. */
  private static int spareCores(Preferences preferences, Hardware hardware)
      throws PreferenceException {
    Reading<Integer> cores = hardware.physicalCores();
    if (cores.known().isEmpty()) {
      throw preferences
          .settings()
          .problem(
              Key.PARALLEL,
              "auto cannot be worked out ("
                  + cores.describe(String::valueOf)
                  + "); give a number of trainings");
    }
    return Math.max(1, cores.known().get() - 1);
  }

  private static long memory(Preferences preferences, Hardware hardware)
      throws PreferenceException {
    Settings settings = preferences.settings();
    Reading<Long> all = hardware.memoryBytes();
    if (preferences.memoryBytes().isPresent()) {
      long given = preferences.memoryBytes().getAsLong();
      if (all.known().isPresent() && given > all.known().get()) {
        throw settings.problem(
            Key.MEMORY,
            settings.get(Key.MEMORY).text()
                + " is more than this machine has, which is "
                + Amounts.text(all.known().get()));
      }
      return given;
    }
    if (all.known().isEmpty()) {
      throw settings.problem(
          Key.MEMORY,
          "auto cannot be worked out (" + all.describe(String::valueOf) + "); give a size");
    }
    return all.known().get() / 2;
  }
}
