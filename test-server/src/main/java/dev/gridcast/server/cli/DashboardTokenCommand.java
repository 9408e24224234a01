package dev.gridcast.server.cli;

import dev.gridcast.server.web.DashboardException;
import dev.gridcast.server.web.DashboardFile;
import dev.gridcast.server.web.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dashboard-token}: the dashboard's secrets again. */
@Command(
    name = "dashboard-token",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the dashboard's addresses with the tokens in them: the operator's, with which one can"
          + " act, and the reader's, with which one can look from elsewhere. Keep both to"
          + " yourself.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar dashboard-token",
      "  java -jar test-server.jar dashboard-token --new"
    })
final class DashboardTokenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "gridcast-data/server",
      description = "Where the server keeps its data. Default: ${DEFAULT-VALUE}")
  private Path dataDir;

  @Option(
      names = "--new",
      description =
          "Make new tokens first, also while the server runs: the old ones count no more, and who"
              + " is signed in is signed out.")
  private boolean renew;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  DashboardTokenCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.isDirectory(dataDir)) {
      throw UserError.badInput(
          "there is no folder "
              + dataDir.toAbsolutePath().normalize()
              + "; say with --data-dir where the server keeps its data");
    }
    try {
      Tokens tokens = renew ? Tokens.renew(dataDir) : Tokens.of(dataDir);
      String address =
          DashboardFile.read(dataDir).map(place -> place.address() + "#token=").orElse("");
      out.println("operator  " + address + tokens.operator());
      out.println("reader    " + address + tokens.reader());
      if (address.isEmpty()) {
        out.println("no server serves a dashboard from there at the moment");
      }
      out.flush();
      return ExitCode.OK;
    } catch (DashboardException | IOException e) {
      throw UserError.badInput(e.getMessage());
    }
  }
}
