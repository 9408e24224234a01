package dev.gridcast.protocol.signal;

/** Why a server refuses a sealed request, in a form for programs. The names travel. */
public enum RefusalCode {
  /** The request was made too long ago, or the clocks differ. */
  STALE(false),
  /** This very request came before. */
  REPLAY(false),
  /** The secret is wrong, or opens nothing any more. */
  SECRET(true),
  /** The operator has not decided about this key yet. */
  PENDING(false),
  /** Only keys on a list may join. */
  CLOSED(true),
  /** This key may not join. */
  BANNED(true),
  /** The server has no room for it now. */
  BUSY(false),
  /** This key asks too often. */
  QUOTA(false),
  /** The offer makes no sense. */
  BAD_OFFER(true),
  /** The request is of a kind that this server does not know. */
  VERSION(true);

  private final boolean permanent;

  RefusalCode(boolean permanent) {
    this.permanent = permanent;
  }

  /** Whether trying again is pointless until somebody does something. */
  public boolean isPermanent() {
    return permanent;
  }
}
