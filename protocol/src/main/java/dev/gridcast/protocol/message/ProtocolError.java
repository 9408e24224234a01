package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The last message could not be honoured.
 *
 * @param code what is wrong
 * @param reason one line for people
 * @param lease the lease it is about, or null
 */
public record ProtocolError(ErrorCode code, String reason, @Nullable String lease)
    implements Message {

  public ProtocolError {
    Checks.present("code", code);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
    Checks.identityOrNull("lease", lease);
  }
}
