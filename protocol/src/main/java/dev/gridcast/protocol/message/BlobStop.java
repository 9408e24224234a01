package dev.gridcast.protocol.message;

/**
 * Ends a transfer before its last byte: the sender does not have the bytes, or the asker does not
 * want them any more. What of it is still on its way is ignored.
 *
 * @param request the request's number; whether it is even says who asked
 * @param reason one line for people
 */
public record BlobStop(long request, String reason) implements Message {

  public BlobStop {
    Checks.atLeast("request", request, 0);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
  }
}
