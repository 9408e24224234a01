package dev.gridcast.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ban}: a key is kept out. */
@Command(
    name = "ban",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps a key out until `unban`: it is disconnected within seconds and is not let in again,"
          + " whatever invite it has, by any server on this store. Its results stay as they are;"
          + " `suspend` is what has them trained again. Works while the server runs.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  java -jar test-server.jar ban Gb3kzT --reason \"floods the server\""
    })
final class BanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private OneKey key;

  @Mixin private Reason reason;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  BanCommand() {}

  @Override
  public Integer call() throws UserError {
    String line = reason.line();
    key.decide(
        spec.commandLine().getOut(),
        (desk, meant) -> {
          desk.ban(meant, line);
          return "is banned; `unban " + meant.text() + "` ends that";
        });
    return ExitCode.OK;
  }
}
