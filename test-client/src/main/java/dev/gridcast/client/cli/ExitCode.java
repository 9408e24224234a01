package dev.gridcast.client.cli;

/** How the program ends, the same numbers in all programs of Gridcast. */
final class ExitCode {

  static final int OK = 0;

  /** A bug, or a disk that fails; the log says where. */
  static final int FAILURE = 1;

  /** Bad input or usage. */
  static final int USAGE = 2;

  /** Something is missing on this machine. */
  static final int MISSING = 3;

  /** No connection, or refused by the server. */
  static final int REFUSED = 5;

  /** The server has suspended this volunteer. */
  static final int SUSPENDED = 6;

  /** Stopped by Ctrl-C; other signals add their number to 128 as well. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
