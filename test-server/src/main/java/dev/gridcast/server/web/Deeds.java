package dev.gridcast.server.web;

import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.lease.OperatorDesk;

/** Where the operator's deeds are done. */
final class Deeds {

  private Deeds() {}

  /**
   * The desk of a server.
   *
   * @throws ApiError 409 where there is only something to look at
   */
  static OperatorDesk of(House house) {
    return house.operator().orElseThrow(Deeds::readOnly);
  }

  /**
   * The desk that decides over keys.
   *
   * @throws ApiError 409 where there is only something to look at
   */
  static MembershipDesk over(House house) {
    return house.members().orElseThrow(Deeds::readOnly);
  }

  private static ApiError readOnly() {
    return ApiError.of(
        409,
        "READ_ONLY",
        "no server runs here: these pages are to look at; use the commands, or `run`");
  }
}
