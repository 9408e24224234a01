package dev.gridcast.client.cli;

/** An end that needs no stack trace: the message says in one line what is wrong and what to do. */
final class ClientException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String line;

  private ClientException(int exitCode, String line) {
    super(line);
    this.exitCode = exitCode;
    this.line = line;
  }

  /** The user's to mend. */
  static ClientException usage(String line) {
    return new ClientException(ExitCode.USAGE, line);
  }

  /** Something is missing on this machine. */
  static ClientException missing(String line) {
    return new ClientException(ExitCode.MISSING, line);
  }

  /** Whom one has to talk to does not answer. */
  static ClientException noAnswer(String line) {
    return new ClientException(ExitCode.REFUSED, line);
  }

  int exitCode() {
    return exitCode;
  }

  String line() {
    return line;
  }
}
