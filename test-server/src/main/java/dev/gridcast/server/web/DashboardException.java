package dev.gridcast.server.web;

import org.jspecify.annotations.Nullable;

/** The dashboard cannot be opened; the message is for people and says what to do. */
public final class DashboardException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean portTaken;

  private DashboardException(String message, boolean portTaken, @Nullable Throwable cause) {
    super(message, cause);
    this.portTaken = portTaken;
  }

  static DashboardException of(String message, @Nullable Throwable cause) {
    return new DashboardException(message, false, cause);
  }

  static DashboardException taken(String message, @Nullable Throwable cause) {
    return new DashboardException(message, true, cause);
  }

  /** Whether another program has the port, so that a different one would do. */
  public boolean portTaken() {
    return portTaken;
  }
}
