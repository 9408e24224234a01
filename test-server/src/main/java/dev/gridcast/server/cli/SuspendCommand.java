package dev.gridcast.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code suspend}: a volunteer gets no more cases. */
@Command(
    name = "suspend",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a volunteer no more cases until it is released. Its results that nobody confirmed are"
          + " trained again by others, and what failed with it no longer counts against the cases."
          + " Works while the server runs: the volunteer is told when it asks for its next case.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  java -jar test-server.jar suspend --volunteer mYqK2bX0 --reason \"returns nonsense\""
    })
final class SuspendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private OneVolunteer volunteer;

  @Mixin private Reason reason;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  SuspendCommand() {}

  @Override
  public Integer call() throws UserError {
    String line = reason.line();
    volunteer.decide(
        spec.commandLine().getOut(),
        (desk, id) -> desk.suspend(id, line),
        "gets no more cases; `release --volunteer " + volunteer.id() + "` ends that");
    return ExitCode.OK;
  }
}
