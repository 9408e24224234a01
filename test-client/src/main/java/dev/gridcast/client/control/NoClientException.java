package dev.gridcast.client.control;

import java.io.IOException;

/** No client runs in the data folder. */
public final class NoClientException extends IOException {

  private static final long serialVersionUID = 1L;

  NoClientException(String line) {
    super(line);
  }
}
