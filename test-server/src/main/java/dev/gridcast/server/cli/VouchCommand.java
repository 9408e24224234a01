package dev.gridcast.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vouch}: a volunteer's results need no second training. */
@Command(
    name = "vouch",
    mixinStandardHelpOptions = true,
    description = {
      "Vouches for a volunteer: its results count without a second training of their cases. For"
          + " machines of your own; everything else about its results is checked as ever. Works while"
          + " the server runs.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar vouch --volunteer mYqK2bX0",
      "  java -jar test-server.jar vouch --volunteer mYqK2bX0 --revoke"
    })
final class VouchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private OneVolunteer volunteer;

  @Option(names = "--revoke", description = "Vouch for it no longer.")
  private boolean revoke;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  VouchCommand() {}

  @Override
  public Integer call() throws UserError {
    volunteer.decide(
        spec.commandLine().getOut(),
        (desk, id) -> desk.vouch(id, !revoke),
        revoke
            ? "is not vouched for; its results are trained again by others now and then"
            : "is vouched for; its results count without a second training");
    return ExitCode.OK;
  }
}
