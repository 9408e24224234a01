package dev.gridcast.protocol.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server itself said no, in an answer that nobody else can write. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RefusalCode code;
  private final @Nullable Instant serverTime;
  private final @Nullable Duration retryAfter;

  RefusedException(
      RefusalCode code,
      String message,
      @Nullable Instant serverTime,
      @Nullable Duration retryAfter) {
    super(message);
    this.code = code;
    this.serverTime = serverTime;
    this.retryAfter = retryAfter;
  }

  /** Why. */
  public RefusalCode code() {
    return code;
  }

  /** What the server's clock said. */
  public Optional<Instant> serverTime() {
    return Optional.ofNullable(serverTime);
  }

  /** How long the server wants to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
