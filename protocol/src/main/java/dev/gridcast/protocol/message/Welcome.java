package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link Hello}: the client is in.
 *
 * @param protocolVersion the {@link Message#PROTOCOL_VERSION} that the server speaks
 * @param serverVersion the release of the server, for people
 * @param experiment the name of the experiment
 * @param totalCases how many test cases the experiment has
 * @param heartbeatMillis how often the client must send a {@link Heartbeat}, in milliseconds
 * @param trainerImage the container image that trains the cases of this experiment, named by its
 *     content as {@link TrainerImages} says; null for the built-in trainer
 */
public record Welcome(
    int protocolVersion,
    String serverVersion,
    String experiment,
    long totalCases,
    long heartbeatMillis,
    @Nullable String trainerImage)
    implements Message {

  public Welcome {
    Checks.atLeast("protocolVersion", protocolVersion, 1);
    Checks.line("serverVersion", serverVersion, 1, Limits.MAX_NAME);
    Checks.line("experiment", experiment, 1, Limits.MAX_NAME);
    Checks.atLeast("totalCases", totalCases, 0);
    Checks.atLeast("heartbeatMillis", heartbeatMillis, 1);
    Checks.imageOrNull("trainerImage", trainerImage);
  }
}
