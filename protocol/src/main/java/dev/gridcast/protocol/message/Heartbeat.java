package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * I am alive; and, when a case is being trained, this is how far it is.
 *
 * @param lease the lease that it keeps alive, or null when idle
 * @param progress how far the training is, or null before its first epoch
 */
public record Heartbeat(@Nullable String lease, @Nullable Progress progress) implements Message {

  public Heartbeat {
    Checks.identityOrNull("lease", lease);
  }
}
