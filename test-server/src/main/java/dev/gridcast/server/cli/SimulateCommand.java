package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.ExperimentException;
import dev.gridcast.server.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: weeks of a project with hundreds of volunteers, in minutes. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates a project: this very server, with hundreds of volunteers around it who are honest,"
          + " slow, vanish, come back, crash, flood or lie, over weeks that pass in minutes. Nothing"
          + " is trained and nothing leaves this machine.",
      "",
      "It prints the throughput, what share of the trainings was wasted and why, how much honest"
          + " volunteers were audited, after how many cases liars were found out, and how many false"
          + " results are on the leaderboard.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar simulate --volunteers 300 --days 14 --cases 6000 --seed 1",
      "  java -jar test-server.jar simulate --profile examples/simulation.yaml --json",
      "",
      "The same seed and profile print the same, bit for bit: the trace at the end is the"
          + " fingerprint of every message. docs/simulator.md explains the figures and every key of a"
          + " profile; examples/simulation.yaml is the profile that holds where none is given."
    })
final class SimulateCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(SimulateCommand.class);

  private static final int MOST_VOLUNTEERS = 500;
  private static final int MOST_DAYS = 3650;
  private static final int MOST_CASES = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--volunteers",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many volunteers there are, 1 to 500. Default: ${DEFAULT-VALUE}")
  private int volunteers;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "14",
      description =
          "After how many days it ends even if not every case has. Default: ${DEFAULT-VALUE}")
  private int days;

  @Option(
      names = "--cases",
      paramLabel = "C",
      defaultValue = "6000",
      description = "How many test cases there are. Default: ${DEFAULT-VALUE}")
  private int cases;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Where all chance comes from: a whole number. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "What the world is like (YAML): who the volunteers are, their machines, the network."
              + " Default: what examples/simulation.yaml says.")
  private @Nullable Path profile;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Where the simulated server's log goes. Default: nowhere.")
  private @Nullable Path log;

  @Option(names = "--json", description = "Print the figures as JSON instead.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  SimulateCommand() {}

  @Override
  public Integer call() throws UserError {
    require("--volunteers", volunteers, MOST_VOLUNTEERS);
    require("--days", days, MOST_DAYS);
    require("--cases", cases, MOST_CASES);
    Simulator simulator;
    try {
      simulator = Simulator.of(volunteers, days, cases, seed, Optional.ofNullable(profile));
    } catch (ExperimentException e) {
      throw UserError.badInput(e.getMessage());
    }
    Optional.ofNullable(log).ifPresent(ServerLog::writeTo);
    PrintWriter err = spec.commandLine().getErr();
    boolean drawn = Terminal.detect(System.getenv()).interactive();
    Simulator.Summary summary;
    try {
      summary = run(simulator, drawn ? drawing(err) : seen -> {});
    } catch (Simulator.BrokenRuleException e) {
      LOG.error("a rule was broken", e);
      err.println((drawn ? "\r\u001B[K" : "") + "gridcast: a bug of the server: " + e.getMessage());
      err.println("gridcast: the same command shows it again; --log FILE keeps the server's log");
      err.flush();
      return ExitCode.UNEXPECTED;
    }
    if (drawn) {
      err.print("\r\u001B[K");
    }
    err.println("gridcast: " + summary.timing());
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    List<String> lines = json ? List.of(summary.json()) : summary.lines();
    lines.forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }

  private void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " must be 1 to " + most + ", not " + value);
    }
  }

  private static Simulator.Summary run(Simulator simulator, Consumer<Simulator.Progress> progress) {
    Path folder = temporaryFolder();
    try {
      return simulator.run(folder, progress);
    } finally {
      delete(folder);
    }
  }

  private static Consumer<Simulator.Progress> drawing(PrintWriter err) {
    return seen -> {
      err.print(
          String.format(
              Locale.ROOT,
              "\r\u001B[Kday %.1f: %,d of %,d cases have ended",
              seen.day(),
              seen.ended(),
              seen.total()));
      err.flush();
    };
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("gridcast-simulation");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder for the simulated server", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
