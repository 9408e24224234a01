package dev.gridcast.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drain}: a volunteer finishes what it has and gets nothing more. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a volunteer come to rest: it finishes the cases that it has in hand, which count as ever,"
          + " and is given no more until --undo. Before you switch one of your machines off, say."
          + " Works while the server runs.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar drain --volunteer mYqK2bX0",
      "  java -jar test-server.jar drain --volunteer mYqK2bX0 --undo"
    })
final class DrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private OneVolunteer volunteer;

  @Option(names = "--undo", description = "Give it cases again.")
  private boolean undo;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  DrainCommand() {}

  @Override
  public Integer call() throws UserError {
    volunteer.decide(
        spec.commandLine().getOut(),
        (desk, id) -> desk.drain(id, !undo),
        undo ? "is given cases again" : "finishes what it has in hand and is given nothing more");
    return ExitCode.OK;
  }
}
