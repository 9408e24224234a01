package dev.gridcast.server.cli;

import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.volunteer.KeyQuotas;
import picocli.CommandLine.Option;

/** The options of {@code run} about who may join, and how much each may ask. */
final class AdmissionOption {

  private static final long MIB = 1L << 20;

  @Option(
      names = "--admission",
      paramLabel = "MODE",
      defaultValue = "open",
      description =
          "Who may join: open, anyone with a valid invite; approve, those of them whom you accept"
              + " with `admit`; closed, only those whom you named with `admit`. Who has joined may"
              + " come again in every mode. Default: ${DEFAULT-VALUE}.")
  private AdmissionMode mode;

  @Option(
      names = "--key-connections",
      paramLabel = "N",
      defaultValue = "8",
      description = "Connections that one key may have at a time. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--key-requests",
      paramLabel = "N",
      defaultValue = "120000",
      description =
          "Messages that one key may send in a minute, over all its connections."
              + " Default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(
      names = "--key-mib",
      paramLabel = "N",
      defaultValue = "3072",
      description =
          "MiB that one key may send in a minute, and as many that it may be sent; more is held"
              + " back. Default: ${DEFAULT-VALUE}.")
  private long mebibytes;

  @Option(
      names = "--key-leases",
      paramLabel = "N",
      defaultValue = "512",
      description = "Cases that one key may have in hand. Default: ${DEFAULT-VALUE}.")
  private int leases;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before anybody asks
  AdmissionOption() {}

  /**
   * What was said.
   *
   * @throws UserError when a number is out of its range
   */
  AdmissionPlan plan() throws UserError {
    check("--key-connections", connections, 1, 10_000);
    check("--key-requests", requests, KeyQuotas.LEAST_REQUESTS, Integer.MAX_VALUE);
    check("--key-mib", mebibytes, 1, 1L << 30);
    check("--key-leases", leases, 1, 1_000_000);
    return new AdmissionPlan(mode, new KeyQuotas(connections, requests, mebibytes * MIB, leases));
  }

  private static void check(String option, long value, long least, long most) throws UserError {
    if (value < least || value > most) {
      throw UserError.badInput(
          option + " must be between " + least + " and " + most + ", not " + value);
    }
  }
}
