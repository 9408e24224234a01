package dev.gridcast.server.cli;

import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreRefusedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: whether the store is sound. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for damage of the server's store and for rows that contradict each other, whether the"
          + " server runs or not. Changes nothing.",
      ""
    },
    footer = {
      "",
      "Prints a line for each finding and ends with exit code 1 if there is one. A damaged file is"
          + " best replaced by the last backup.",
      "",
      "Example:",
      "  java -jar test-server.jar check --data-dir gridcast-data/server"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  CheckCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    List<String> findings;
    try (Store store = place.openReadOnly()) {
      findings = store.check();
    } catch (StoreRefusedException e) {
      throw UserError.badInput(e.getMessage());
    }
    findings.forEach(out::println);
    out.println(findings.isEmpty() ? "the store is sound" : "findings: " + findings.size());
    out.flush();
    return findings.isEmpty() ? ExitCode.OK : ExitCode.UNEXPECTED;
  }
}
