package dev.gridcast.protocol.peer;

/**
 * How much credit the other side is to have, seen from the side that grants it. Thread-safe.
 *
 * <p>Credit comes back as frames are read, unless the listener is behind. Before the first message
 * was heard the window stays small; afterwards it is as wide as the line deserves, or as narrow as
 * a limit asks, so that little is on its way when the limit is to be kept.
 */
final class ReceiveWindow {

  /** How much that is put together may wait for the listener before the sender is held back. */
  static final int MAX_UNHANDLED_BYTES = 4 << 20;

  /** Credit is granted in steps of at most this size, so that it costs no traffic to speak of. */
  private static final int CREDIT_STEP = 256 << 10;

  /** What a sender may be mistaken by: one frame. */
  private static final int OVERDRAFT = Frames.MAX_BYTES;

  private final TokenBucket limit;
  private long unread;
  private long unhandled;
  private long open = SendWindow.INITIAL;
  private boolean heard;

  ReceiveWindow(TokenBucket limit) {
    this.limit = limit;
  }

  /** A frame has come; false when that is more than any sender may have on its way. */
  synchronized boolean arrived(int cost) {
    unread += cost;
    return unread <= SendWindow.BYTES + Frames.MAX_BYTES;
  }

  /**
   * A frame was taken from the queue.
   *
   * @param credited whether it took credit
   * @return whether there was credit for it: a sender without may fill what waits for the listener
   */
  synchronized boolean read(int cost, boolean credited) {
    unread -= cost;
    if (credited) {
      open -= cost;
    }
    return open >= -OVERDRAFT;
  }

  /** A message of this size waits for the listener. */
  synchronized void waiting(int bytes) {
    unhandled += bytes;
  }

  /** The listener has heard a message of this size. */
  synchronized void heard(int bytes) {
    unhandled -= bytes;
    heard = true;
  }

  /** How much credit is to be granted now, 0 for none; whoever asks must grant it. */
  synchronized int grant() {
    long target = target();
    long step = Math.min(CREDIT_STEP, target / 2);
    long owed = target - open;
    if (owed < step || unhandled > MAX_UNHANDLED_BYTES) {
      return 0;
    }
    long amount = limit.isLimited() ? step : owed;
    open += amount;
    return (int) amount;
  }

  private long target() {
    if (!heard) {
      return SendWindow.INITIAL;
    }
    // A quarter of a second's worth keeps a line busy whose answers take no longer than that.
    return Math.max(SendWindow.INITIAL, Math.min(SendWindow.BYTES, limit.rate() / 4));
  }
}
