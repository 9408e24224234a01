package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.PeerKey;
import java.time.Duration;

/** Makes an answer to the offer of a peer that was admitted. */
@FunctionalInterface
public interface OfferHandler {

  /**
   * Called on a thread of a signalling way, several at a time; may block for some seconds.
   *
   * @param from who offers; the connection must be with this key
   * @param sdp the description that it offers, as it came: hostile
   * @param patience how long to wait for the connection after the answer is given
   * @return the description that answers it
   * @throws OfferRefusedException when there will be no connection
   */
  String answer(PeerKey from, String sdp, Duration patience)
      throws OfferRefusedException, InterruptedException;
}
