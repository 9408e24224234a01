package dev.gridcast.server.cli;

import dev.gridcast.server.store.Member;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code unban}: a ban ends. */
@Command(
    name = "unban",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a ban; the key stands as it stood before: a member may come again, anybody else needs"
          + " an invite. Works while the server runs.",
      ""
    },
    footer = {"", "Example:", "  java -jar test-server.jar unban Gb3kzT"})
final class UnbanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private OneKey key;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  UnbanCommand() {}

  @Override
  public Integer call() throws UserError {
    key.decide(
        spec.commandLine().getOut(),
        (desk, meant) -> {
          Member free =
              desk.unban(meant)
                  .orElseThrow(() -> UserError.badInput(meant.text() + " is not banned"));
          return "is not banned any more; "
              + (free.mayStay() ? "it may come again" : "it needs an invite, or `admit`");
        });
    return ExitCode.OK;
  }
}
