package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * Answers a {@link Heartbeat}; when it stays away the server is gone.
 *
 * @param lease the lease that was kept alive, or null
 */
public record HeartbeatAck(@Nullable String lease) implements Message {

  public HeartbeatAck {
    Checks.identityOrNull("lease", lease);
  }
}
