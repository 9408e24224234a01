package dev.gridcast.protocol.message;

import java.util.List;

/**
 * Answers a {@link Heartbeat}; when it stays away the server is gone. For each lease that could not
 * be kept alive a {@link Cancel} came before it.
 *
 * @param leases the leases that were kept alive
 */
public record HeartbeatAck(List<String> leases) implements Message {

  public HeartbeatAck {
    leases = Checks.leases("leases", leases);
  }
}
