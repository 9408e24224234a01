package dev.gridcast.protocol.signal;

import org.jspecify.annotations.Nullable;

/** What was pasted is not the block that is wanted; the message is one line for people. */
public final class BlockException extends Exception {

  private static final long serialVersionUID = 1L;

  BlockException(String message) {
    this(message, null);
  }

  BlockException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
