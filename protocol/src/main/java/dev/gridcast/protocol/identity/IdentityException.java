package dev.gridcast.protocol.identity;

import org.jspecify.annotations.Nullable;

/** The file of an identity cannot be used. The message is one line that says what to do. */
public final class IdentityException extends Exception {

  private static final long serialVersionUID = 1L;

  IdentityException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
