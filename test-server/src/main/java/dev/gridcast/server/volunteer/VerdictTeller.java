package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.store.StoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Tells one client what became of its results: those that are judged while it is there, and a few
 * at a time those that were judged while it was away. Thread-safe.
 */
final class VerdictTeller {

  private final String volunteer;
  private final Reception reception;
  private final Voice voice;
  private final BooleanSupplier isThere;
  private final SaidVerdicts said = new SaidVerdicts();
  private final AtomicBoolean moreUntold = new AtomicBoolean();

  /** Held from the storing of a result to its acknowledgement: no verdict may overtake that. */
  private final Object acknowledging = new Object();

  /**
   * @param isThere whether the client is welcome and has not left
   */
  VerdictTeller(String volunteer, Reception reception, Voice voice, BooleanSupplier isThere) {
    this.volunteer = volunteer;
    this.reception = reception;
    this.voice = voice;
    this.isThere = isThere;
  }

  /** Does what ends with an acknowledgement; no verdict is said meanwhile. */
  void acknowledge(Runnable acknowledgement) {
    synchronized (acknowledging) {
      acknowledgement.run();
    }
  }

  /** Says what became of a result, after its acknowledgement. */
  void tell(Verdict verdict) {
    reception.speak(
        () -> {
          synchronized (acknowledging) {
            say(verdict);
          }
        });
  }

  /** The client has come in: it hears what was not said while it was away. */
  void welcome() {
    reception.speak(this::tellUntold);
  }

  /** The client's heart has beaten: what was said before arrived, and more may be told. */
  void beat() {
    List<String> arrived = said.beat();
    if (!arrived.isEmpty()) {
      reception.desk().told(arrived);
      if (moreUntold.compareAndSet(true, false)) {
        reception.speak(this::tellUntold);
      }
    }
  }

  private void tellUntold() {
    if (!isThere.getAsBoolean()) {
      return;
    }
    try {
      synchronized (acknowledging) {
        List<Verdict> untold = reception.untold(volunteer);
        moreUntold.set(!untold.isEmpty());
        untold.forEach(this::say);
      }
    } catch (StoreException e) {
      reception.storeFailed(e); // it stays untold, and is told after the next Hello
    }
  }

  private void say(Verdict verdict) {
    if (voice.say(verdict) && verdict.kind() != Verdict.Kind.WAITS) {
      said.said(verdict.lease());
    }
  }
}
