package dev.gridcast.client.work;

import dev.gridcast.client.work.Timekeeper.Alarm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the volunteer lets this client work. Closed, it freezes trainings first, since most
 * pauses are short; a long one gives the memory free as well. Lives in the event loop.
 */
final class Gate {

  /** How long frozen trainings keep their memory: 10 minutes. */
  static final Duration MEMORY_KEPT = Duration.ofMinutes(10);

  /** Who acts on it, in the event loop. */
  interface Owner {
    /** No work from now on. */
    void onClosed(String reason);

    /** It stays closed, for another reason. */
    void onReason(String reason);

    /** It has been closed for so long that nothing should be kept for its opening. */
    void onLongClosed(String reason);

    /** Work goes on. */
    void onOpened();
  }

  private final EventLoop loop;
  private final Timekeeper time;
  private final Owner owner;
  private @Nullable String reason;
  private @Nullable Alarm alarm;
  private int closings;
  private boolean longClosed;

  Gate(EventLoop loop, Timekeeper time, Owner owner) {
    this.loop = loop;
    this.time = time;
    this.owner = owner;
  }

  boolean isOpen() {
    return reason == null;
  }

  /** Whether it has been closed for so long that nothing is kept for its opening. */
  boolean isLongClosed() {
    return longClosed;
  }

  /** Why it is closed; empty when it is open. */
  String reason() {
    return reason == null ? "" : reason;
  }

  void close(String why) {
    if (why.equals(reason)) {
      return;
    }
    boolean news = reason == null;
    reason = why;
    if (news) {
      int closing = ++closings;
      alarm = time.after(MEMORY_KEPT, () -> loop.post(() -> closedForLong(closing)));
      owner.onClosed(why);
    } else {
      owner.onReason(why);
    }
  }

  void open() {
    if (reason != null) {
      reason = null;
      longClosed = false;
      if (alarm != null) {
        alarm.cancel();
        alarm = null;
      }
      owner.onOpened();
    }
  }

  private void closedForLong(int closing) {
    // An alarm that rang while the gate was being opened is void, even if it is closed again.
    if (reason != null && closing == closings) {
      longClosed = true;
      owner.onLongClosed(reason);
    }
  }
}
