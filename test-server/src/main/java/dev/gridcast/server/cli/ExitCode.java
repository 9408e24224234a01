package dev.gridcast.server.cli;

/** What the process tells the shell; the same numbers in every Gridcast program. */
final class ExitCode {

  static final int OK = 0;

  /** A bug or a machine that failed under us; the log says where. */
  static final int UNEXPECTED = 1;

  /** The user asked for something that makes no sense. */
  static final int BAD_INPUT = 2;

  /** Something is missing on this machine: a jar, a native library. */
  static final int MISSING = 3;

  /** Somebody that was asked over the network does not answer, or asks to wait. */
  static final int NO_CONNECTION = 5;

  private ExitCode() {}
}
