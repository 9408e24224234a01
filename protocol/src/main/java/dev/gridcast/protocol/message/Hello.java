package dev.gridcast.protocol.message;

/**
 * The first words of a client. Who it is needs no word: both sides have proved their keys before
 * anything is said.
 *
 * @param protocolVersion the {@link Message#PROTOCOL_VERSION} that the client speaks
 * @param clientVersion the release of the client, for people
 * @param name the name to show, 1 to 40 printable characters; not an identity
 * @param machine what the client runs on
 */
public record Hello(int protocolVersion, String clientVersion, String name, Machine machine)
    implements Message {

  public Hello {
    Checks.atLeast("protocolVersion", protocolVersion, 1);
    Checks.line("clientVersion", clientVersion, 1, Limits.MAX_NAME);
    Checks.line("name", name, 1, Limits.MAX_VOLUNTEER_NAME);
    Checks.present("machine", machine);
  }
}
