package dev.gridcast.server.lease;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Works out cases that will probably be handed out next, on the threads of those who ask and before
 * their changes queue up: within a change everybody else would wait for it. A case that was not
 * foreseen is worked out when it is needed. Thread-safe.
 */
final class Foresight {

  /** More than can ever ask at once; bounds the memory. */
  private static final int AT_MOST = 512;

  private final CaseSource cases;
  private final Map<Long, NewCase> foreseen = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  Foresight(CaseSource cases) {
    this.cases = cases;
  }

  /** Works out one more case behind the last one that was taken. */
  void lookAhead() {
    if (foreseen.size() >= AT_MOST) {
      return;
    }
    long index = next.getAndIncrement();
    if (index < cases.size()) {
      foreseen.put(index, cases.describe(index));
    }
  }

  /** A case; nobody else will take it. */
  NewCase take(long index) {
    NewCase known = foreseen.remove(index);
    if (known != null) {
      return known;
    }
    // A start, another lane, or another server: what was foreseen may be past for ever.
    if (foreseen.size() >= AT_MOST) {
      foreseen.clear();
    }
    next.accumulateAndGet(index + 1, Math::max);
    return cases.describe(index);
  }
}
