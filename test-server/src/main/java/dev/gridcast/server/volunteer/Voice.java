package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.server.store.StoreException;
import org.jspecify.annotations.Nullable;

/** What the parts of a conversation may say to its client. */
interface Voice {

  /** Whether it could be said; when not, the connection is about to end. */
  boolean say(Message message);

  /** Says what is wrong and closes. */
  void refuse(ErrorCode code, String reason);

  /**
   * The store fails: the client is to try again.
   *
   * @param lease the lease that was to end, whose fate is not known now; null when none was
   */
  void unavailable(StoreException cause, @Nullable String lease);
}
