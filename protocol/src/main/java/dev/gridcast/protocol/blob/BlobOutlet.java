package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.PeerClosedException;

/** How an exchange speaks to the other side. */
public interface BlobOutlet {

  /**
   * Says something short: a request, or that it is void. Called on the thread that fetches, cancels
   * or hears. What cannot be said is void: the end of the connection is heard of elsewhere.
   */
  void say(Message message);

  /** Sends a piece of a blob; blocks while the line is congested. On a thread of its own. */
  void send(Message message) throws PeerClosedException;
}
