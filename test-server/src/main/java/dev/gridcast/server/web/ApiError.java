package dev.gridcast.server.web;

import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered as asked: becomes {@code {"error": {"code", "message",
 * "parameter"}}}. Thrown from any handler.
 */
final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String parameter;

  private ApiError(int status, String code, String message, @Nullable String parameter) {
    super(message, null, false, false); // the caller's mistake, not ours: no stack trace
    this.status = status;
    this.code = code;
    this.parameter = parameter;
  }

  /**
   * Any other than those below.
   *
   * @param status of HTTP
   * @param code for programs, in capitals
   * @param message one line for people
   */
  static ApiError of(int status, String code, String message) {
    return new ApiError(status, code, message, null);
  }

  /** A parameter of the address, or a member of the body, that makes no sense: 400. */
  static ApiError badParameter(String parameter, String message) {
    return badParameter("BAD_PARAMETER", parameter, message);
  }

  /** Like {@link #badParameter(String, String)} with a code of its own. */
  static ApiError badParameter(String code, String parameter, String message) {
    return new ApiError(400, code, message, parameter);
  }

  /** There is no such thing: 404. */
  static ApiError notFound(String message) {
    return of(404, "NOT_FOUND", message);
  }

  /** Something asked for is not there because of what it is, or not yet: 404 with a code. */
  static ApiError notFound(String code, String message) {
    return of(404, code, message);
  }

  /** It would make no sense as things stand: 409. */
  static ApiError conflict(String message) {
    return of(409, "CONFLICT", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** One line for people. */
  String text() {
    return String.valueOf(getMessage());
  }

  @Nullable String parameter() {
    return parameter;
  }
}
