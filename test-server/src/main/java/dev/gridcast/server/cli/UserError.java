package dev.gridcast.server.cli;

import org.jspecify.annotations.Nullable;

/** Something that the user can mend: shown as one line, without a stack trace. */
final class UserError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private UserError(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A wrong argument, file or directory: exit code 2. */
  static UserError badInput(@Nullable String message) {
    return new UserError(String.valueOf(message), ExitCode.BAD_INPUT);
  }

  /** Something that has to be installed or built first: exit code 3. */
  static UserError missing(String message) {
    return new UserError(message, ExitCode.MISSING);
  }

  /** Somebody on the network who cannot be reached: exit code 5. */
  static UserError noConnection(String message) {
    return new UserError(message, ExitCode.NO_CONNECTION);
  }

  int exitCode() {
    return exitCode;
  }
}
