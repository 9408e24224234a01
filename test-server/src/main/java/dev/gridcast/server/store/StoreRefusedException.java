package dev.gridcast.server.store;

/**
 * The store is sound but not the one that is wanted: of another experiment, of a newer release, or
 * not there. The message is one line for the user and says what to do.
 */
public class StoreRefusedException extends StoreException {

  private static final long serialVersionUID = 1;

  /** One line: what was found, what was wanted, what to do. */
  public StoreRefusedException(String message) {
    super(message);
  }
}
