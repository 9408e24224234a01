package dev.gridcast.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ./gridcast bench trainer}: the engines and PyTorch side by side, in turns, each in a
 * process of its own, on one thread and one core.
 */
public final class TrainerBenchmark {

  private static final List<String> ENGINES = List.of("vector", "dl4j");

  private TrainerBenchmark() {}

  /**
   * Measures and prints.
   *
   * @param args the checkout's folder, a folder for temporary files, the candles' file, then {@code
   *     --json}, {@code --whole}, {@code --loose}, {@code --shapes}, {@code --real} and {@code
   *     --compare} as wished
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> options = List.of(args).subList(3, args.length);
    boolean all = options.stream().noneMatch(List.of("--shapes", "--real", "--compare")::contains);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Setting setting = Setting.of(Path.of(args[0]));
    boolean json = options.contains("--json");
    Figures figures = new Figures();
    // Tables only at the end, so that they stand together, unlike what is told on the way.
    List<Runnable> tables = new ArrayList<>();

    if (all || options.contains("--shapes")) {
      List<Contender> contenders = contenders(setting, options.contains("--loose"), err);
      try {
        ShapesPart part = new ShapesPart(contenders, err);
        part.run();
        part.addTo(figures);
        tables.add(() -> part.print(out));
      } finally {
        for (Contender contender : contenders) {
          contender.close();
        }
      }
    }
    Market market = Market.of(Path.of(args[2]));
    CasePart cases =
        new CasePart(setting, market, Path.of(args[1]), ENGINES, options.contains("--whole"), err);
    if (all || options.contains("--real")) {
      cases.real(hasPyTorch(), figures);
      tables.add(() -> cases.printReal(out));
    }
    if (all || options.contains("--compare")) {
      cases.compare(figures);
      tables.add(() -> cases.printCompared(out));
    }
    if (json) {
      out.println(figures.toJson());
    } else {
      tables.forEach(Runnable::run);
    }
  }

  private static List<Contender> contenders(Setting setting, boolean loose, PrintStream err)
      throws IOException {
    List<Contender> contenders = new ArrayList<>();
    for (String engine : ENGINES) {
      contenders.add(Contender.engine(engine, setting));
    }
    if (hasPyTorch()) {
      contenders.add(Contender.pytorch(setting));
      if (loose) {
        contenders.add(Contender.looseTorch(setting));
      }
    } else {
      err.println(
          "bench trainer: no PyTorch rows: python3-torch is not installed (apt-get install"
              + " python3-torch)");
    }
    for (Contender contender : contenders) {
      err.println("bench trainer: " + contender.name() + " is " + contender.version());
    }
    return contenders;
  }

  /** Whether Debian's python3-torch is there; looking does not load it. */
  static boolean hasPyTorch() {
    return Files.isExecutable(Path.of(Contender.PYTHON))
        && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/torch"));
  }
}
