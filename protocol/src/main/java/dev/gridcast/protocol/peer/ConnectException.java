package dev.gridcast.protocol.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server could not be reached, or refused. The message is for people. */
public final class ConnectException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;
  private final @Nullable Duration retryAfter;

  private ConnectException(
      String message, boolean permanent, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
    this.retryAfter = retryAfter;
  }

  /** A failure that may pass: try again later. */
  public static ConnectException temporary(String message, @Nullable Throwable cause) {
    return new ConnectException(message, false, null, cause);
  }

  /** A refusal that may pass, of a server that asks to be left alone for a while. */
  public static ConnectException notBefore(String message, Duration retryAfter) {
    return new ConnectException(message, false, retryAfter, null);
  }

  /** A refusal that trying again cannot mend, for example a wrong invite. */
  public static ConnectException permanent(String message, @Nullable Throwable cause) {
    return new ConnectException(message, true, null, cause);
  }

  /** Whether trying again is pointless. */
  public boolean isPermanent() {
    return permanent;
  }

  /** How long the server asked to be left alone; empty when it did not. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
