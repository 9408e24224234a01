package dev.gridcast.protocol.signal;

/** Makes an answer to an offer whose sender knows the secret. */
@FunctionalInterface
public interface OfferHandler {

  /**
   * Called on a thread of the signalling server, several at a time; may block for some seconds.
   *
   * @param sdp the description that the client offers, as it came: hostile
   * @return the description that answers it
   * @throws OfferRefusedException when there will be no connection
   */
  String answer(String sdp) throws OfferRefusedException, InterruptedException;
}
