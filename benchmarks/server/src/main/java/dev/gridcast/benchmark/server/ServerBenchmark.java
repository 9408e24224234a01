package dev.gridcast.benchmark.server;

import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.core.SpaceCases;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ExperimentFile;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Fills a store, or measures cycles of request and report on one that is full; prints one figure a
 * line: name, value, unit, better.
 *
 * <p>Arguments: {@code fill}, the experiment file, the store's file, how many results; or {@code
 * load}, the experiment file, the store's file, how many volunteers at once, seconds of a round,
 * rounds.
 */
public final class ServerBenchmark {

  private ServerBenchmark() {}

  /** Fills or measures. */
  public static void main(String[] arguments) throws Exception {
    Experiment experiment = ExperimentFile.load(Path.of(arguments[1]));
    Path file = Path.of(arguments[2]);
    SpaceCases cases = new SpaceCases(experiment.space());
    try (Store store = SqliteStore.open(file, ExperimentRecords.of(experiment))) {
      if (arguments[0].equals("fill")) {
        new FilledStore(store, cases).fill(Long.parseLong(arguments[3]));
      } else {
        LeaseDesk desk =
            LeaseDesk.open(
                store,
                cases,
                LeaseRules.of(experiment.limits().timePerCase(), experiment.limits().attempts()),
                TrustRules.STANDARD,
                InstantSource.system());
        measure(
            new CycleLoad(desk),
            file.resolveSibling("bare"),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
      }
    }
  }

  private static void measure(
      CycleLoad load, Path bareFolder, int volunteers, int seconds, int rounds) throws Exception {
    Files.createDirectories(bareFolder);
    load.run(volunteers, seconds); // warm
    long before = heap();
    List<Double> bare = new ArrayList<>();
    List<Double> single = new ArrayList<>();
    List<Double> singleP99 = new ArrayList<>();
    List<Double> grouped = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      System.err.printf("  round %d of %d%n", round, rounds);
      bare.add(BareSqlite.perSecond(bareFolder, seconds));
      CycleLoad.Outcome alone = load.run(1, seconds);
      single.add(alone.perSecond());
      singleP99.add(alone.p99Millis());
      CycleLoad.Outcome together = load.run(volunteers, seconds);
      grouped.add(together.perSecond());
      p99.add(together.p99Millis());
    }
    figure("cycles.single", median(single), "1/s", "higher");
    figure("cycles.grouped", median(grouped), "1/s", "higher");
    figure("cycle.p99", median(p99), "ms", "lower");
    figure("cycle.single.p99", median(singleP99), "ms", "lower");
    figure("bare.single", median(bare), "1/s", "higher");
    figure("cycles.single.of-bare", median(single) / median(bare), "ratio", "higher");
    figure("heap.growth", (heap() - before) / 1e6, "MB", "lower");
  }

  /** Bytes that are in use when all that can go is gone. */
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static void figure(String name, double value, String unit, String better) {
    System.out.printf(
        Locale.ROOT,
        "%s %s %s %s%n",
        name,
        value >= 100 ? Math.round(value) : String.format(Locale.ROOT, "%.2f", value),
        unit,
        better);
  }
}
