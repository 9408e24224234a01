package dev.gridcast.client.runtime.docker;

import java.io.IOException;

/** An image cannot be had. The message is one line and says what to do. */
public final class ImageException extends IOException {

  private static final long serialVersionUID = 1L;

  ImageException(String message) {
    super(message);
  }

  ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
