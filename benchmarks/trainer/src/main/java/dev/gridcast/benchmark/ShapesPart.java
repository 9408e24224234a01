package dev.gridcast.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Training windows per second, engine beside engine, and the share of the machine's peak. */
final class ShapesPart {

  private static final int ROUNDS = 5;
  private static final double WARM_UP_SECONDS = 4;
  private static final double SECONDS = 1;

  /** Above it a core did something else for so long that the figure is not worth much. */
  private static final double QUIET = 0.97;

  /** How often a measurement is taken again in the hope of a quieter moment. */
  private static final int TRIES = 3;

  /** What vector must reach, times the other: shape, then over PyTorch, then over dl4j. */
  private static final Map<String, double[]> WANTED =
      Map.of("A", new double[] {4, 15}, "B", new double[] {2.5, 10}, "C", new double[] {1.2, 4});

  private static final String HEADER = "%-16s %-8s %12s %14s %10s %10s  %s%n";

  private final List<Contender> contenders;
  private final PrintStream progress;
  private final Map<String, List<Contender.Measured>> measured = new LinkedHashMap<>();
  private double leastShare = 1;

  /**
   * @param progress is told what is going on, for people
   */
  ShapesPart(List<Contender> contenders, PrintStream progress) {
    this.contenders = contenders;
    this.progress = progress;
  }

  /** Measures: everyone is warmed up, then all take turns. */
  void run() throws IOException {
    for (Shape shape : Shape.ALL) {
      for (Contender contender : contenders) {
        contender.ask("shape " + shape.words());
        contender.ask("fit " + shape.name() + " " + WARM_UP_SECONDS);
      }
    }
    for (int round = 1; round <= ROUNDS; round++) {
      progress.println("bench trainer: shapes, round " + round + " of " + ROUNDS);
      for (Shape shape : Shape.ALL) {
        for (Contender contender : contenders) {
          measure(shape.name(), contender, "fit " + shape.name() + " " + SECONDS);
        }
      }
      for (Contender contender : contenders) {
        if (hasSgemm(contender)) {
          measure("sgemm", contender, "sgemm " + SECONDS / 2);
        }
      }
    }
    if (leastShare < QUIET) {
      progress.printf(
          Locale.ROOT,
          "bench trainer: the machine was busy: once only %.0f %% of the core was ours; the column per"
              + " processor second says more, and the same on a quiet machine most%n",
          leastShare * 100);
    }
  }

  private static boolean hasSgemm(Contender contender) {
    return contender.name().equals("dl4j") || contender.name().equals("pytorch");
  }

  private void measure(String what, Contender contender, String order) throws IOException {
    Contender.Measured best = contender.measure(order);
    for (int tries = 1; tries < TRIES && best.share() < QUIET; tries++) {
      Contender.Measured next = contender.measure(order);
      best = next.share() > best.share() ? next : best;
    }
    leastShare = Math.min(leastShare, best.share());
    measured.computeIfAbsent(what + "." + contender.name(), key -> new ArrayList<>()).add(best);
  }

  private double median(String name) {
    return median(name, Contender.Measured::perSecond);
  }

  private double median(String name, ToDoubleFunction<Contender.Measured> figure) {
    List<Contender.Measured> all = measured.getOrDefault(name, List.of());
    return all.isEmpty()
        ? Double.NaN
        : Figures.median(all.stream().map(figure::applyAsDouble).toList());
  }

  /** The fastest matrix product that was seen, operations per second, and whose it was. */
  private double peak() {
    return contenders.stream()
        .filter(ShapesPart::hasSgemm)
        .mapToDouble(contender -> median("sgemm." + contender.name()))
        .max()
        .orElse(Double.NaN);
  }

  /** Adds {@code A.vector}, {@code A.vector.peak} and so on. */
  void addTo(Figures figures) {
    for (Shape shape : Shape.ALL) {
      for (Contender contender : contenders) {
        String name = shape.name() + "." + contender.name();
        figures.add(name, median(name), "windows/s", "higher");
        if (Double.isFinite(peak())) {
          figures.add(name + ".peak", share(shape, name), "share", "higher");
        }
      }
    }
    for (Contender contender : contenders) {
      if (hasSgemm(contender)) {
        String name = "sgemm." + contender.name();
        figures.add(name, median(name) / 1e9, "GFLOP/s", "higher");
      }
    }
  }

  private double share(Shape shape, String name) {
    return median(name) * shape.flopsPerWindow() / peak();
  }

  /** The table for people. */
  void print(PrintStream out) {
    out.println(
        "Training windows per second, one thread on one core, float32, Adam, MSE; medians of "
            + ROUNDS);
    out.printf(HEADER, "features,lags,", "", "", "per processor", "of sgemm", "vector is", "");
    out.printf(
        HEADER, "units,batch", "engine", "windows/s", "second", "peak", "times it", "wanted");
    for (Shape shape : Shape.ALL) {
      for (Contender contender : contenders) {
        String name = shape.name() + "." + contender.name();
        out.printf(
            Locale.ROOT,
            "%-16s %-8s %,12.0f %,14.0f %8.0f %% %10s  %s%n",
            shape,
            contender.name(),
            median(name),
            median(name, Contender.Measured::perCpuSecond),
            share(shape, name) * 100,
            ratio(shape, contender),
            wanted(shape, contender));
      }
    }
    for (Contender contender : contenders) {
      if (hasSgemm(contender)) {
        double gigaflops = median("sgemm." + contender.name()) / 1e9;
        out.printf(
            Locale.ROOT, "sgemm of 1024 x 1024, %s: %.1f GFLOP/s%n", contender.name(), gigaflops);
      }
    }
  }

  private String ratio(Shape shape, Contender contender) {
    double vector = median(shape.name() + ".vector");
    if (contender.name().equals("vector") || Double.isNaN(vector)) {
      return "";
    }
    double other = median(shape.name() + "." + contender.name());
    return String.format(Locale.ROOT, "%.2f", vector / other);
  }

  private static String wanted(Shape shape, Contender contender) {
    double[] wanted = WANTED.getOrDefault(shape.name(), new double[2]);
    return switch (contender.name()) {
      case "pytorch" -> ">= " + wanted[0];
      case "dl4j" -> ">= " + wanted[1];
      default -> "";
    };
  }
}
