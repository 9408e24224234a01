package dev.gridcast.protocol.message;

/**
 * Anything one peer says to the other. A conversation is opened by {@link Hello} and answered by
 * {@link Welcome}; every other message follows from there.
 */
public sealed interface Message
    permits Hello,
        Welcome,
        CaseRequest,
        Assignment,
        BlobRequest,
        BlobHead,
        BlobChunk,
        BlobStop,
        Heartbeat,
        HeartbeatAck,
        Result,
        Failure,
        GiveBack,
        Accepted,
        Verdict,
        NothingNow,
        Cancel,
        Goodbye,
        ProtocolError {

  /** The version of this family; both peers must speak the same one. */
  int PROTOCOL_VERSION = 4;
}
