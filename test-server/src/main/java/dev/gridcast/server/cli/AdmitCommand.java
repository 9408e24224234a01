package dev.gridcast.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code admit}: a key may join. */
@Command(
    name = "admit",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a key in: one that waits (`run --admission approve`), or one that was never here, which"
          + " then needs no invite. Works while the server runs; whoever waits comes in within"
          + " seconds.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar members",
      "  java -jar test-server.jar admit Gb3kzT"
    })
final class AdmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private OneKey key;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  AdmitCommand() {}

  @Override
  public Integer call() throws UserError {
    key.decide(
        spec.commandLine().getOut(),
        (desk, meant) ->
            desk.admit(meant).ban().isPresent()
                ? "may join once its ban ends: unban " + meant.text()
                : "may join");
    return ExitCode.OK;
  }
}
