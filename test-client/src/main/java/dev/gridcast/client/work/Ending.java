package dev.gridcast.client.work;

/**
 * Why the client has ended.
 *
 * @param kind what sort of end
 * @param reason one line for people
 */
public record Ending(Kind kind, String reason) {

  /** The sorts of ends. */
  public enum Kind {
    /** The experiment is finished. */
    DONE,
    /** Somebody stopped the client. */
    STOPPED,
    /** The server does not want this client, and asking again will not help. */
    REFUSED,
    /** The operator of the server has suspended this volunteer, or its server did by itself. */
    SUSPENDED,
    /** Something is missing on this machine. */
    UNABLE
  }
}
