package dev.gridcast.client.cache;

import java.io.IOException;

/** The bytes of a data set are not those that its SHA-256 names. The message is for people. */
public final class CorruptDatasetException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptDatasetException(String message) {
    super(message);
  }
}
