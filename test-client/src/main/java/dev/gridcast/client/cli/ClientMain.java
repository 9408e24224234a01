package dev.gridcast.client.cli;

import dev.gridcast.protocol.webrtc.ExitNoise;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Test Client: trains the test cases of an experiment that somebody invited you to. */
@Command(
    name = "gridcast client",
    description = {
      "The Test Client: trains the test cases of an experiment that you were invited to.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    subcommands = {
      JoinCommand.class,
      ConfigCommand.class,
      StatusCommand.class,
      OrderCommand.Pause.class,
      OrderCommand.Resume.class,
      OrderCommand.Snooze.class,
      OrderCommand.StopAfterThisCase.class,
      InstallServiceCommand.class,
      ImageCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "Example:",
      "  java -jar test-client.jar join gridcast1... --name ada",
      "  java -jar test-client.jar config set hours 22:00-07:00",
      "",
      "Exit codes: 0 done, 1 unexpected failure (see logs/client.log in the data directory), 2 bad"
          + " input or usage, 3 something is missing on this machine, 5 refused by the server, 6"
          + " suspended by the server, 130 stopped by Ctrl-C."
    })
public final class ClientMain implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by {@link #main}. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  private ClientMain() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] args) {
    ClientLog.quiet();
    int exitCode = run(new CommandLine(new ClientMain()), args);
    endOutput();
    // The network library's threads would keep the JVM alive.
    System.exit(exitCode);
  }

  /** The last thing before the process ends: afterwards only the network library would speak. */
  static void endOutput() {
    System.out.flush();
    ExitNoise.suppress();
  }

  /** Runs the program inside this JVM, with its words going where a test wants them. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(new CommandLine(new ClientMain()).setOut(out).setErr(err), args);
  }

  private static int run(CommandLine command, String... args) {
    return command
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((wrong, given) -> usageError(wrong))
        .setExecutionExceptionHandler((failure, failing, parsed) -> failed(failure, failing))
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? join INVITE");
  }

  private static int usageError(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String hint =
        wrong instanceof CommandLine.UnmatchedArgumentException unmatched
            ? suggestion(unmatched)
            : "";
    String message = String.valueOf(wrong.getMessage()).replace('\n', ' ');
    String help = command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println("gridcast: " + message + hint + " (see `" + help + "`)");
    return ExitCode.USAGE;
  }

  private static String suggestion(CommandLine.UnmatchedArgumentException unmatched) {
    return unmatched.getSuggestions().isEmpty()
        ? ""
        : "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
  }

  private static int failed(Exception failure, CommandLine command) {
    if (failure instanceof ClientException expected) {
      command.getErr().println("gridcast: " + expected.line());
      return expected.exitCode();
    }
    ClientLog.unexpected(failure);
    command
        .getErr()
        .println(
            "gridcast: unexpected failure: "
                + failure
                + ". "
                + ClientLog.file()
                    .map(file -> "Details are in " + file + ".")
                    .orElse("It happened before there was a log."));
    return ExitCode.FAILURE;
  }

  /** The release, from the jar's manifest. */
  static final class Version implements IVersionProvider {

    static String text() {
      String version = ClientMain.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
      return new String[] {"gridcast client " + text()};
    }
  }
}
