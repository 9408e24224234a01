package dev.gridcast.client.cli;

import dev.gridcast.client.control.PagePort;
import dev.gridcast.client.machine.ThisComputer;
import dev.gridcast.client.preference.Allotment;
import dev.gridcast.client.preference.PreferenceException;
import dev.gridcast.client.preference.PreferenceSource;
import dev.gridcast.client.preference.PreferencesFile;
import dev.gridcast.protocol.signal.IceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works for an experiment until it is told to stop. */
@Command(
    name = "join",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    description = {
      "Works for the experiment of an invite: fetches a test case, trains it, reports it, again and"
          + " again, until Ctrl-C. The first Ctrl-C gives the case back, a second one ends at once.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-client.jar join gridcast1... --name ada",
      "  java -jar test-client.jar join gridcast1... --hours 22:00-07:00" + " --cpus 50%%",
      "",
      "Two clients on one computer need a --data-dir each. docs/volunteers.md says what runs on your"
          + " computer, what the server gets to know, and how to be rid of it all."
    })
final class JoinCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "INVITE",
      description = "What the server's operator gave you: one word that begins with gridcast1")
  private String invite = "";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the client keeps its data. Default: ~/.gridcast/client")
  private @Nullable Path dataDir;

  @Option(
      names = "--trainer-jar",
      paramLabel = "PATH",
      description =
          "The trainer. Default: trainer.jar beside this program, else where a checkout builds it")
  private @Nullable Path trainerJar;

  @Option(
      names = "--trainer-cuda-jar",
      paramLabel = "PATH",
      description =
          "The trainer for NVIDIA's graphics cards, for --gpu on. Default: trainer-cuda.jar beside"
              + " the trainer")
  private @Nullable Path cudaJar;

  @Option(
      names = "--status-page",
      paramLabel = "PORT",
      defaultValue = "auto",
      description =
          "Where the status page of this client listens, for this computer alone: auto, off, or a"
              + " port. Default: auto")
  private String statusPage = "auto";

  @Option(
      names = "--exit-when-done",
      description = "End when the experiment is finished instead of waiting for more.")
  private boolean exitWhenDone;

  @Option(
      names = "--exit-with-parent",
      description = "End, as after Ctrl-C, when standard input ends.")
  private boolean exitWithParent;

  @Mixin private WayOptions ways;

  @Mixin private IceOptions ice = new IceOptions();

  private final Network network;
  private CommandSpec spec;

  /** For picocli. */
  JoinCommand() {
    this(new WebRtcNetwork());
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  JoinCommand(Network network) {
    this.network = network;
  }

  @Spec
  void spec(CommandSpec itself) {
    this.spec = itself;
    PreferenceFlags.addTo(itself);
  }

  @Override
  public Integer call() throws ClientException, IOException, InterruptedException {
    if (ways.byHand() && exitWithParent) {
      throw ClientException.usage("--by-hand reads standard input, and so does --exit-with-parent");
    }
    IceSettings paths = ice.settings();
    if (ways.byHand() && paths.relayOnly() && paths.turn().isEmpty()) {
      throw ClientException.usage(
          "--relay-only needs a TURN server: --turn URL; by hand the server cannot name one");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = dataDir == null ? DataDir.defaultFolder() : dataDir;
    try {
      PreferenceSource preferences =
          PreferenceSource.open(
              PreferencesFile.in(folder),
              PreferenceFlags.given(spec.commandLine().getParseResult()));
      Allotment allotment =
          Allotment.of(preferences.current(), ThisComputer.hardware(ClientFolder.natives(folder)));
      return new ClientSession(network.by(ways).with(paths), preferences, allotment, out)
          .run(
              new ClientSession.Order(
                  invite, folder, trainerJar, cudaJar, pagePort(), exitWhenDone, exitWithParent));
    } catch (PreferenceException e) {
      throw ClientException.usage(e.line());
    }
  }

  private PagePort pagePort() throws ClientException {
    try {
      return PagePort.parse(statusPage);
    } catch (IllegalArgumentException e) {
      throw ClientException.usage("--status-page: " + e.getMessage());
    }
  }
}
