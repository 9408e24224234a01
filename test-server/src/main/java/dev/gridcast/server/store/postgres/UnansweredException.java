package dev.gridcast.server.store.postgres;

import dev.gridcast.server.store.StoreException;

/** The database did not answer, and to try again at once would not help, or could do harm. */
final class UnansweredException extends StoreException {

  private static final long serialVersionUID = 1;

  UnansweredException(String message, Throwable cause) {
    super(message, cause);
  }
}
