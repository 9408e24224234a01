package dev.gridcast.protocol.peer;

/** How much the other side takes. Not thread-safe. */
final class SendCredit {

  /** Not for what can wait: a small message never waits for a listener that is behind. */
  private static final int RESERVED = 32 << 10;

  private long open = SendWindow.INITIAL;
  private boolean missing;
  private long since = -1;

  void grant(int amount) throws FrameException {
    if (open + amount > SendWindow.BYTES) {
      throw new FrameException(
          "a credit must not open the window beyond " + SendWindow.BYTES + " bytes: " + amount);
    }
    open += amount;
    missing = false;
  }

  void take(int cost) {
    open -= cost;
    missing = false;
  }

  long all() {
    return open;
  }

  /** The largest frame that can wait and may go. */
  int forBulk() {
    return (int) Math.max(0, open - RESERVED - Frames.OVERHEAD);
  }

  /** Something waits for it. */
  void isMissing() {
    missing = true;
  }

  /** Since when something has been waiting for it, as far as was asked; negative for nothing. */
  long missingSince(long now) {
    if (!missing) {
      since = -1;
    } else if (since < 0) {
      since = now;
    }
    return since;
  }
}
