package dev.gridcast.protocol.signal;

import java.util.List;

/**
 * What a server tells a client about finding a path to it.
 *
 * @param servers which servers help, at most 16
 * @param relayOnly whether only paths through a TURN server lead there
 */
public record IceAdvice(List<IceServer> servers, boolean relayOnly) {

  /** No help is needed, or none is known. */
  public static final IceAdvice NONE = new IceAdvice(List.of(), false);

  /** The most servers that one side may name. */
  public static final int MAX_SERVERS = 16;

  public IceAdvice {
    servers = List.copyOf(servers);
    if (servers.size() > MAX_SERVERS) {
      throw new IllegalArgumentException("at most 16 ICE servers: " + servers.size());
    }
  }
}
