package dev.gridcast.protocol.message;

import java.util.Map;

/** What each message is called on the wire: the one table, complete by test. */
final class MessageTypes {

  static final Map<String, Class<? extends Message>> BY_NAME =
      Map.ofEntries(
          Map.entry("hello", Hello.class),
          Map.entry("welcome", Welcome.class),
          Map.entry("case-request", CaseRequest.class),
          Map.entry("assignment", Assignment.class),
          Map.entry("blob-request", BlobRequest.class),
          Map.entry("blob-head", BlobHead.class),
          Map.entry("blob-chunk", BlobChunk.class),
          Map.entry("blob-stop", BlobStop.class),
          Map.entry("heartbeat", Heartbeat.class),
          Map.entry("heartbeat-ack", HeartbeatAck.class),
          Map.entry("result", Result.class),
          Map.entry("failure", Failure.class),
          Map.entry("give-back", GiveBack.class),
          Map.entry("accepted", Accepted.class),
          Map.entry("verdict", Verdict.class),
          Map.entry("nothing-now", NothingNow.class),
          Map.entry("cancel", Cancel.class),
          Map.entry("goodbye", Goodbye.class),
          Map.entry("protocol-error", ProtocolError.class));

  private MessageTypes() {}
}
