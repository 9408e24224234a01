package dev.gridcast.protocol.peer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server could not be reached, or refused. The message is for people. */
public final class ConnectException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  private ConnectException(String message, boolean permanent, @Nullable Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
  }

  /** A failure that may pass: try again later. */
  public static ConnectException temporary(String message, @Nullable Throwable cause) {
    return new ConnectException(message, false, cause);
  }

  /** A refusal that trying again cannot mend, for example a wrong invite. */
  public static ConnectException permanent(String message, @Nullable Throwable cause) {
    return new ConnectException(message, true, cause);
  }

  /** Whether trying again is pointless. */
  public boolean isPermanent() {
    return permanent;
  }
}
