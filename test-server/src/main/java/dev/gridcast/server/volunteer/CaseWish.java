package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.LeaseAnswer;
import dev.gridcast.server.store.StoreException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's request for a case, which may wait a while for one to come free. Thread-safe. */
final class CaseWish {

  private final Reception reception;
  private final HeldLeases held;
  private final Supplier<Set<String>> heldElsewhere;
  private final Voice voice;

  /** What waits; null when there is nothing to answer. */
  private final AtomicReference<@Nullable Request> waiting = new AtomicReference<>();

  /**
   * What a client asks for.
   *
   * @param until until when it may wait
   * @param capabilities what the client's machine has for it
   */
  record Request(String volunteer, Set<String> held, Capabilities capabilities, Instant until) {}

  /**
   * @param held the leases of this connection
   * @param heldElsewhere those of other connections of the same volunteer that are alive
   */
  CaseWish(Reception reception, HeldLeases held, Supplier<Set<String>> heldElsewhere, Voice voice) {
    this.reception = reception;
    this.held = held;
    this.heldElsewhere = heldElsewhere;
    this.voice = voice;
  }

  void make(Request request) {
    waiting.set(request);
    answer();
  }

  void forget() {
    waiting.set(null);
  }

  boolean waits() {
    return waiting.get() != null;
  }

  /** Whether it has waited for as long as it may. */
  boolean isDue(Instant now) {
    Request request = waiting.get();
    return request != null && !now.isBefore(request.until());
  }

  /** Answers the request, if one waits, as well as can be by now. */
  void answer() {
    Request request = waiting.getAndSet(null);
    if (request == null) {
      return;
    }
    if (held.isFull()) {
      sayNothing(false, reception.rhythm().heartbeatEvery().toMillis(), "");
      return;
    }
    Set<String> all = allHeld(request);
    if (all.size() >= reception.quotas().leases()) {
      sayNothing(
          false,
          reception.rhythm().heartbeatEvery().toMillis(),
          "this key has its " + reception.quotas().leases() + " cases in hand already");
      return;
    }
    try {
      long seen = reception.timesCasesCameFree();
      LeaseAnswer answer = reception.desk().lease(request.volunteer(), request.capabilities(), all);
      if (!said(answer, request)) {
        waiting.compareAndSet(null, request);
        if (reception.timesCasesCameFree() != seen) {
          answer(); // one came free between the question and the waiting
        }
      }
    } catch (StoreException e) {
      voice.unavailable(e, null);
    }
  }

  /** What must not be handed out again, because somebody works on it. */
  private Set<String> allHeld(Request request) {
    Set<String> all = new HashSet<>(request.held());
    all.addAll(held.leases());
    all.addAll(heldElsewhere.get());
    return all;
  }

  /** Whether the client was answered; when not, it is better to wait. */
  private boolean said(LeaseAnswer answer, Request request) {
    boolean patient = reception.now().isBefore(request.until());
    if (answer instanceof LeaseAnswer.Granted granted) {
      held.granted(granted.lease());
      if (!voice.say(reception.offer().assignment(granted.lease(), granted.again()))) {
        held.giveBackUnheard(granted.lease().token());
      }
    } else if (answer instanceof LeaseAnswer.Suspended suspended) {
      voice.refuse(ErrorCode.SUSPENDED, HelloCheck.harmless(suspended.reason()));
    } else if (answer instanceof LeaseAnswer.AllDone) {
      sayNothing(true, reception.rhythm().heartbeatEvery().toMillis(), "");
    } else if (answer instanceof LeaseAnswer.NotYet pause) {
      sayNothing(
          false,
          pause.retryAfter().toMillis(),
          "this machine could not even start a case; it gets the next one after a pause");
    } else if (answer instanceof LeaseAnswer.Drained rest) {
      sayNothing(
          false,
          rest.retryAfter().toMillis(),
          "the server's operator lets this volunteer come to rest: no more cases for now");
    } else if (patient) {
      return false;
    } else {
      String reason =
          answer instanceof LeaseAnswer.NothingFits none
              ? MachineFit.whyNothingFits(none.needs())
              : "";
      sayNothing(false, reception.rhythm().askAgain().toMillis(), reason);
    }
    return true;
  }

  private void sayNothing(boolean done, long waitMillis, String reason) {
    voice.say(new NothingNow(done, waitMillis, reception.standings().best(), reason));
  }
}
