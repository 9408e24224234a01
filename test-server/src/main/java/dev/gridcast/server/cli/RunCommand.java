package dev.gridcast.server.cli;

import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ExperimentException;
import dev.gridcast.server.experiment.ExperimentFile;
import dev.gridcast.server.report.sheets.SheetsTarget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: the server alone, for volunteers elsewhere. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the server for one experiment: prints the invite to hand to volunteers, and shows the"
          + " progress until you stop it with Ctrl-C.",
      "",
      "Started again on the same data directory it goes on where it was: nothing that a volunteer"
          + " was told is stored can be lost, and the invite stays the same.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar run examples/btc-4h.yaml --host gridcast.example.org --port 7420",
      "  java -jar test-server.jar run examples/btc-4h.yaml --spot-checks 5%%",
      "",
      "Two servers that share one experiment, each with a data directory of its own:",
      "  java -jar test-server.jar run e.yaml --store postgresql://grid@db/grid --data-dir server-1",
      "  java -jar test-server.jar run e.yaml --store postgresql://grid@db/grid --data-dir server-2",
      "",
      "The data directory holds gridcast.db (everything), invite.txt (keep it to yourself and your"
          + " volunteers), report.csv (never more than a few seconds old), and logs/server.log."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "The experiment file (YAML); docs/experiments.md explains every key.")
  private Path experimentFile;

  @Mixin private StorePlace place;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The TCP port where volunteers knock; 0 finds a free one. Default: the one of the invite"
              + " in the data directory, else 7420.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The name or address of this machine as volunteers reach it; it goes into the invite."
              + " Default: the one of the invite in the data directory, else an address of this"
              + " machine.")
  private @Nullable String host;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "The local address to listen on. Default: ${DEFAULT-VALUE}, all of them.")
  private String bind;

  @Option(
      names = "--exit-when-done",
      description = "End when every case has ended, instead of waiting for Ctrl-C.")
  private boolean exitWhenDone;

  @Mixin private WayOptions wayOptions;

  @Mixin private IceOptions ice;

  @Mixin private SpotCheckOption spotChecks;

  @Mixin private AdmissionOption admission;

  @Mixin private DashboardOption dashboard;

  @Mixin private SheetsOption sheets;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  RunCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    InviteOptions invite = InviteOptions.check(host, port, bind);
    AdmissionPlan joining = admission.plan();
    Ways ways = wayOptions.ways();
    IceSettings paths = ice.settings();
    DashboardPlan pages = dashboard.plan(System.getenv());
    Experiment experiment = load(experimentFile);
    Optional<SheetsTarget> mirror = sheets.target(experiment.sheets(), place.dataDirectory());
    experiment.describe().forEach(out::println);
    place
        .shared()
        .ifPresent(store -> out.println("store: " + store + ", which other servers may share"));
    out.flush();
    try (DataDirectory directory = DataDirectory.open(place.dataDirectory())) {
      ServerLog.writeTo(directory.log());
      SpotCheckOption.Plan checks = spotChecks.plan(experiment, directory.root());
      LiveServer server =
          new LiveServer(
              experiment,
              directory,
              place::open,
              checks.rules(),
              pages,
              out,
              Terminal.detect(System.getenv()),
              Clock.systemUTC());
      server.mirroredIn(mirror);
      server.admitting(joining);
      server.serve(
          WebRtcDoor.opener(invite, ways, paths),
          exitWhenDone,
          checks.companion(),
          done ->
              out.println(
                  "the leaderboard again: "
                      + Jars.serverCommand(System.getenv())
                      + " results "
                      + place.options()));
      return ExitCode.OK;
    }
  }

  /** Loads an experiment; what is wrong with it is the user's to mend. */
  static Experiment load(Path file) throws UserError {
    try {
      return ExperimentFile.load(file);
    } catch (ExperimentException e) {
      throw UserError.badInput(e.getMessage());
    }
  }
}
