package dev.gridcast.protocol.message;

/**
 * The answer to {@link Hello}: the client is in.
 *
 * @param protocolVersion the {@link Message#PROTOCOL_VERSION} that the server speaks
 * @param serverVersion the release of the server, for people
 * @param experiment the name of the experiment
 * @param totalCases how many test cases the experiment has
 * @param heartbeatMillis how often the client must send a {@link Heartbeat}, in milliseconds
 */
public record Welcome(
    int protocolVersion,
    String serverVersion,
    String experiment,
    long totalCases,
    long heartbeatMillis)
    implements Message {

  public Welcome {
    Checks.atLeast("protocolVersion", protocolVersion, 1);
    Checks.line("serverVersion", serverVersion, 1, Limits.MAX_NAME);
    Checks.line("experiment", experiment, 1, Limits.MAX_NAME);
    Checks.atLeast("totalCases", totalCases, 0);
    Checks.atLeast("heartbeatMillis", heartbeatMillis, 1);
  }
}
