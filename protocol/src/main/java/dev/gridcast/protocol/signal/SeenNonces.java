package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.PeerKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which requests came already, for as long as they could come again. Bounded: only admitted keys
 * get in here, each at a limited rate, and what does not fit is refused. Thread-safe.
 */
final class SeenNonces {

  /** About 20 MB. */
  static final int MOST = 100_000;

  private record Nonce(PeerKey from, String text) {}

  private record Expiry(Instant at, Nonce nonce) {}

  private final Set<Nonce> seen = new HashSet<>();
  private final PriorityQueue<Expiry> expiries =
      new PriorityQueue<>(Comparator.comparing(Expiry::at));
  private final int most;

  SeenNonces(int most) {
    this.most = most;
  }

  /** What became of a nonce. */
  enum Verdict {
    NEW,
    SEEN,
    FULL
  }

  synchronized boolean contains(PeerKey from, String nonce) {
    return seen.contains(new Nonce(from, nonce));
  }

  /**
   * Remembers a nonce unless it is known.
   *
   * @param until when its request would be stale anyway
   */
  synchronized Verdict add(PeerKey from, String text, Instant now, Instant until) {
    Expiry first = expiries.peek();
    while (first != null && first.at().isBefore(now)) {
      expiries.poll();
      seen.remove(first.nonce());
      first = expiries.peek();
    }
    Nonce nonce = new Nonce(from, text);
    if (seen.contains(nonce)) {
      return Verdict.SEEN;
    }
    if (seen.size() >= most) {
      return Verdict.FULL;
    }
    seen.add(nonce);
    expiries.add(new Expiry(until, nonce));
    return Verdict.NEW;
  }
}
