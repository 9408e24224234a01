package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ExperimentException;
import dev.gridcast.server.experiment.ExperimentFile;
import dev.gridcast.server.lease.SpotChecks;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole thing on one machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole thing on this machine: a server, and volunteers as processes of their own that"
          + " reach it over WebRTC, until every case has ended. Without --experiment it makes a"
          + " synthetic market, so that nothing else is needed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar demo",
      "  java -jar test-server.jar demo --experiment examples/btc-4h.yaml --clients 2",
      "  java -jar test-server.jar demo --runtime docker"
    })
final class DemoCommand implements Callable<Integer> {

  private static final String BUILT_IN = "demo.yaml";
  private static final int MOST_CLIENTS = 64;

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec;

  @Option(
      names = "--experiment",
      paramLabel = "FILE",
      description = "The experiment file. Default: a small one on a synthetic market.")
  private @Nullable Path experimentFile;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How many volunteers, each training one case at a time. Default: ${DEFAULT-VALUE}")
  private int clientCount;

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      defaultValue = "process",
      description =
          "Where the volunteers run their trainers: process, as your own user; bubblewrap; docker,"
              + " as volunteers elsewhere do, on an image that is built first (on the base image"
              + " that GRIDCAST_BASE_IMAGE names). Default: ${DEFAULT-VALUE}")
  private DemoRuntime runtime = DemoRuntime.PROCESS;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where server and volunteers keep their data; the same one again goes on where it was."
              + " Default: a fresh gridcast-data/demo/TIME.")
  private @Nullable Path dataDir;

  @Option(
      names = "--client-jar",
      paramLabel = "FILE",
      description = "test-client.jar, when it is not beside this jar or in this checkout.")
  private @Nullable Path clientJar;

  @Option(
      names = "--trainer-jar",
      paramLabel = "FILE",
      description = "trainer.jar, when it is not beside this jar or in this checkout.")
  private @Nullable Path trainerJar;

  @Mixin private DashboardOption dashboard;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  DemoCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    if (clientCount < 1 || clientCount > MOST_CLIENTS) {
      throw UserError.badInput(
          "--clients must be between 1 and " + MOST_CLIENTS + ", not " + clientCount);
    }
    DashboardPlan pages = dashboard.plan(System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    Clock clock = Clock.systemUTC();
    Path client = Jars.client(clientJar);
    Path trainer = Jars.trainer(trainerJar);
    Experiment experiment = experiment();
    Path root =
        dataDir != null
            ? dataDir
            : Path.of("gridcast-data", "demo", FOLDER.format(clock.instant()));
    experiment.describe().forEach(out::println);
    out.println(
        "this machine plays everybody: one server and "
            + Figures.count(clientCount, "volunteer")
            + ", data in "
            + root);
    out.println(runtime.description());
    out.flush();
    runtime.prepare(client, trainer);
    boolean done;
    try (DataDirectory directory = DataDirectory.open(root.resolve("server"))) {
      ServerLog.writeTo(directory.log());
      LiveServer server =
          new LiveServer(
              experiment,
              directory,
              StoreOpener.IN_THE_DATA_DIRECTORY,
              SpotChecks.NONE,
              pages,
              out,
              Terminal.detect(System.getenv()),
              clock);
      Path clientFolder = root.resolve("clients");
      done =
          server.serve(
              WebRtcDoor.opener(InviteOptions.ON_THIS_MACHINE),
              true,
              open -> {
                DemoClients clients =
                    new DemoClients(
                        open.invite(), client, trainer, runtime, clientFolder, open.screen()::say);
                for (int i = 0; i < clientCount; i++) {
                  String name = DemoClients.nameOf(i);
                  // One's own code on one's own machine: a second training would find nothing out.
                  open.operator().vouch(ClientIdentity.of(clientFolder.resolve(name)), true);
                  clients.start(name);
                }
                return clients;
              },
              finished -> sayWhatNext(out, root, finished));
    }
    return done ? ExitCode.OK : ExitCode.UNEXPECTED;
  }

  private Experiment experiment() throws UserError, IOException {
    if (experimentFile != null) {
      return RunCommand.load(experimentFile);
    }
    try (InputStream text = DemoCommand.class.getResourceAsStream(BUILT_IN)) {
      if (text == null) {
        throw UserError.missing(
            "this build carries no "
                + BUILT_IN
                + "; say which experiment to run with --experiment");
      }
      return ExperimentFile.parse(
          new String(text.readAllBytes(), StandardCharsets.UTF_8), Path.of(BUILT_IN));
    } catch (ExperimentException e) {
      throw new IllegalStateException("the built-in experiment is broken: " + e.getMessage(), e);
    }
  }

  private static void sayWhatNext(PrintWriter out, Path root, boolean done) {
    Map<String, String> environment = System.getenv();
    String server = Jars.serverCommand(environment);
    Path data = root.resolve("server");
    out.println();
    out.println("where everything lies: " + root);
    if (!done) {
      out.println("the logs: " + data.resolve("logs") + " and " + root.resolve("clients"));
      out.println("go on where it was: " + demoCommand(environment) + " --data-dir " + root);
    }
    out.println("what next:");
    hint(out, "the leaderboard again", server + " results --data-dir " + data);
    hint(out, "every result", server + " results --data-dir " + data + " --format csv");
    hint(out, "real prices", demoCommand(environment) + " --experiment examples/btc-4h.yaml");
    hint(out, "a server for others", server + " run examples/btc-4h.yaml");
    hint(out, "and what they run", Jars.clientCommand(environment) + " join INVITE");
  }

  private static void hint(PrintWriter out, String what, String command) {
    out.println(String.format(Locale.ROOT, "  %-22s %s", what, command));
  }

  private static String demoCommand(Map<String, String> environment) {
    String server = Jars.serverCommand(environment);
    return server.startsWith("java ")
        ? server + " demo"
        : server.substring(0, server.length() - " server".length()) + " demo";
  }
}
