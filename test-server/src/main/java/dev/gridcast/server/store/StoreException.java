package dev.gridcast.server.store;

/** The store could not do what it promises: the disk, the file, or a bug. Not a user's mistake. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What was being done, to which file, and what to do. */
  public StoreException(String message) {
    super(message);
  }

  /** What was being done, to which file, and the cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
