package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.work.Machine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class of {@code trainer.jar}. */
@Command(
    name = "gridcast trainer",
    description = "Trains the models of test cases.",
    mixinStandardHelpOptions = true,
    versionProvider = TrainerMain.Version.class,
    subcommands = {RunCommand.class, ServeCommand.class, UnpackCommand.class},
    footer = {
      "",
      "Example:",
      "  java -jar trainer.jar run my-case",
      "",
      "Help on a command: java -jar trainer.jar run --help"
    })
public final class TrainerMain implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private TrainerMain() {}

  public static void main(String[] args) {
    // Before the first logger is made: people and programs read our streams, not a library's chat.
    if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    }
    System.exit(run(args, writer(System.out), writer(System.err)));
  }

  /** JSON is UTF-8, whatever the machine's locale. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** The whole program but for its end. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return new CommandLine(new TrainerMain())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(TrainerMain::explainUsage)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              err.println("trainer: an unexpected failure, please report it: " + exception);
              exception.printStackTrace(err);
              return ExitCode.UNEXPECTED;
            })
        .execute(args);
  }

  private static int explainUsage(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    String text = String.valueOf(mistake.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    String hint = command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println("trainer: " + text + " (see `" + hint + "`)");
    return ExitCode.BAD_INPUT;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which command? run, serve or unpack; --help says more");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"trainer " + Machine.gridcastVersion()};
    }
  }
}
