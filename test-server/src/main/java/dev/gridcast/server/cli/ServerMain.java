package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.webrtc.ExitNoise;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code test-server.jar}: the entry point, and what all of its commands have in common. */
@Command(
    name = "gridcast server",
    description = {
      "The Test Server: hands the test cases of an experiment to volunteers, checks what they"
          + " return, and keeps the leaderboard.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = ServerVersion.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      ResultsCommand.class,
      CreditsCommand.class,
      VolunteersCommand.class,
      QuarantineCommand.class,
      ReleaseCommand.class,
      SuspendCommand.class,
      VouchCommand.class,
      DrainCommand.class,
      InviteCommand.class,
      InvitesCommand.class,
      RevokeCommand.class,
      MembersCommand.class,
      AdmitCommand.class,
      BanCommand.class,
      UnbanCommand.class,
      AnswerCommand.class,
      BackupCommand.class,
      CheckCommand.class,
      ExportCommand.class,
      DashboardCommand.class,
      DashboardTokenCommand.class,
      WatchCommand.class,
      SheetsCommand.class,
      DemoCommand.class,
      SimulateCommand.class
    },
    footer = {
      "",
      "Example:",
      "  java -jar test-server.jar run examples/btc-4h.yaml --port 7420",
      "",
      "Exit codes: 0 done, 1 unexpected failure (see logs/server.log in the data directory), 2 bad"
          + " input or usage, 3 something is missing on this machine, 5 no connection, 130 stopped by"
          + " Ctrl-C."
    })
public final class ServerMain implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServerMain.class);

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli injects the specification before it calls
  private ServerMain() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int exitCode = run(console(System.out, "stdout"), console(System.err, "stderr"), arguments);
    System.out.flush();
    ExitNoise.suppress();
    System.exit(exitCode);
  }

  /** A writer in the console's own encoding, which from JDK 19 on is not that of files. */
  private static PrintWriter console(PrintStream stream, String name) {
    String encoding = System.getProperty(name + ".encoding");
    return new PrintWriter(
        stream, true, encoding == null ? Charset.defaultCharset() : Charset.forName(encoding));
  }

  /** Runs a command in this process; never ends it. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new ServerMain())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(ServerMain::explainUsage)
        .setExecutionExceptionHandler(ServerMain::explainFailure)
        .execute(Stream.of(arguments).map(ServerMain::noOption).toArray(String[]::new));
  }

  /**
   * One key in 64 begins with a hyphen and would be taken for an option; with a space before it, it
   * is not, and whoever reads a key strips it.
   */
  private static String noOption(String argument) {
    return argument.startsWith("-")
            && argument.matches("[A-Za-z0-9_-]{" + PeerKey.TEXT_LENGTH + "}")
        ? ' ' + argument
        : argument;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "which command? run, results, demo or another; --help lists them");
  }

  private static int explainUsage(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    String hint = command.getCommandSpec().qualifiedName() + " --help";
    PrintWriter err = command.getErr();
    err.println("gridcast: " + oneLine(mistake.getMessage()) + " (see `" + hint + "`)");
    err.flush();
    return ExitCode.BAD_INPUT;
  }

  private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    int exitCode;
    if (failure instanceof UserError mistake) {
      err.println("gridcast: " + oneLine(mistake.getMessage()));
      exitCode = mistake.exitCode();
    } else {
      LOG.error("unexpected failure", failure);
      err.println(
          "gridcast: unexpected failure: "
              + oneLine(failure.toString())
              + "; the details are in logs/server.log of the data directory");
      exitCode = ExitCode.UNEXPECTED;
    }
    err.flush();
    return exitCode;
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
