package dev.gridcast.server.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Volunteers whose computer could not even start a case, and that therefore get none for a while.
 * Forgotten by a restart, which costs one more try. Thread-safe.
 */
final class Pauses {

  private static final Duration LENGTH = Duration.ofMinutes(1);

  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  void begin(String volunteer, Instant now) {
    ends.values().removeIf(end -> !now.isBefore(end)); // identities are free: keep few
    ends.put(volunteer, now.plus(LENGTH));
  }

  /** How long a volunteer has to wait yet; empty when it need not. */
  Optional<Duration> left(String volunteer, Instant now) {
    return Optional.ofNullable(ends.get(volunteer))
        .filter(now::isBefore)
        .map(end -> Duration.between(now, end));
  }
}
