package dev.gridcast.server.report.sheets;

/** What the stand-in answers when it does not do what it is asked. */
final class FakeRefusal extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String reason;

  FakeRefusal(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  static FakeRefusal badRequest(String message) {
    return new FakeRefusal(400, "badRequest", message);
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
