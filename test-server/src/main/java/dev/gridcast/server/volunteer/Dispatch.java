package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The one place that tells messages apart. Java 17 cannot check a switch over a sealed family; a
 * test compares this table with the family's permitted records instead.
 */
final class Dispatch {

  private static final Map<Class<? extends Message>, BiConsumer<ClientWords, Message>> TABLE =
      new LinkedHashMap<>();

  static {
    on(Hello.class, ClientWords::hello);
    on(CaseRequest.class, ClientWords::caseRequest);
    on(Heartbeat.class, ClientWords::heartbeat);
    on(Result.class, ClientWords::result);
    on(Failure.class, ClientWords::failure);
    on(GiveBack.class, ClientWords::giveBack);
    on(Goodbye.class, ClientWords::goodbye);
    on(ProtocolError.class, ClientWords::protocolError);
    on(Welcome.class, ClientWords::serverWord);
    on(Assignment.class, ClientWords::serverWord);
    on(BlobRequest.class, ClientWords::blob);
    on(BlobHead.class, ClientWords::blob);
    on(BlobChunk.class, ClientWords::blob);
    on(BlobStop.class, ClientWords::blob);
    on(HeartbeatAck.class, ClientWords::serverWord);
    on(Accepted.class, ClientWords::serverWord);
    on(Verdict.class, ClientWords::serverWord);
    on(NothingNow.class, ClientWords::serverWord);
    on(Cancel.class, ClientWords::serverWord);
  }

  private Dispatch() {}

  /** Calls the method for this message. */
  static void dispatch(Message message, ClientWords words) {
    BiConsumer<ClientWords, Message> action = TABLE.get(message.getClass());
    if (action == null) {
      throw new IllegalStateException("no action for " + message.getClass().getSimpleName());
    }
    action.accept(words, message);
  }

  /** The messages that the table knows. */
  static Set<Class<? extends Message>> known() {
    return Set.copyOf(TABLE.keySet());
  }

  private static <M extends Message> void on(Class<M> type, BiConsumer<ClientWords, M> action) {
    TABLE.put(type, (words, message) -> action.accept(words, type.cast(message)));
  }
}
