package dev.gridcast.protocol.signal;

/** An offer gets no answer. The message goes to the client. */
public final class OfferRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean clientsFault;

  private OfferRefusedException(String message, boolean clientsFault) {
    super(message);
    this.clientsFault = clientsFault;
  }

  /** The offer is nonsense. */
  public static OfferRefusedException badOffer(String message) {
    return new OfferRefusedException(message, true);
  }

  /** This server cannot take it now. */
  public static OfferRefusedException unavailable(String message) {
    return new OfferRefusedException(message, false);
  }

  /** Whether the client is to blame. */
  boolean isClientsFault() {
    return clientsFault;
  }
}
