package dev.gridcast.protocol.message;

/** Why a message could not be honoured. */
public enum ErrorCode {
  /** The peers speak different versions of the protocol; the connection is closed. */
  VERSION,
  /** A message that makes no sense at this point, or breaks a limit; the connection is closed. */
  UNEXPECTED,
  /** The lease is unknown, has been passed on, or ended otherwise: drop the case. */
  LEASE_LOST,
  /** The server cannot store results now, for example for lack of disk space: try again later. */
  UNAVAILABLE,
  /**
   * This volunteer gets no cases until the operator of the server says otherwise, and the reason
   * says why; the connection is closed. Asking again is of no use to anybody.
   */
  SUSPENDED,
  /**
   * What a newer release calls by a name that is not known here; the reason says more. Never sent.
   */
  UNKNOWN
}
