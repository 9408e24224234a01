package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.LeaseAnswer;
import dev.gridcast.server.store.StoreException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's requests for cases, each of which may wait a while for one to come free. Every one is
 * answered once, by its number; the oldest is looked at first, and when there is nothing for it yet
 * there is nothing for those behind it either. Thread-safe.
 */
final class CaseWishes {

  private final String volunteer;
  private final Reception reception;
  private final HeldLeases held;
  private final Supplier<Set<String>> heldElsewhere;
  private final Voice voice;

  /** What is not answered yet, oldest first. */
  private final ArrayDeque<Wish> waiting = new ArrayDeque<>();

  private long latest;
  private boolean answering;
  private boolean again;

  /**
   * What a client asks for.
   *
   * @param held the leases that it named
   * @param capabilities what the client's machine has for it
   * @param until until when it may wait
   */
  private record Wish(long request, Set<String> held, Capabilities capabilities, Instant until) {}

  /**
   * @param held the leases of this connection
   * @param heldElsewhere those of other connections of the same volunteer that are alive
   */
  CaseWishes(
      String volunteer,
      Reception reception,
      HeldLeases held,
      Supplier<Set<String>> heldElsewhere,
      Voice voice) {
    this.volunteer = volunteer;
    this.reception = reception;
    this.held = held;
    this.heldElsewhere = heldElsewhere;
    this.voice = voice;
  }

  /**
   * The client asks for a case. To be called by one thread.
   *
   * @param capabilities what its machine has for it
   * @param until until when the request may wait
   */
  void make(CaseRequest asked, Capabilities capabilities, Instant until) {
    Optional<String> fault = fault(asked);
    if (fault.isPresent()) {
      voice.refuse(ErrorCode.UNEXPECTED, fault.get());
      return;
    }
    try {
      held.giveBackAllBut(asked.held(), asked.answered());
    } catch (StoreException e) {
      storeFailed(e, List.of(asked.request()));
      return;
    }
    add(new Wish(asked.request(), Set.copyOf(asked.held()), capabilities, until));
    answer();
  }

  private synchronized Optional<String> fault(CaseRequest asked) {
    if (asked.request() <= latest) {
      return Optional.of(
          "the numbers of requests must grow: " + asked.request() + " came after " + latest);
    }
    latest = asked.request();
    return waiting.size() < Limits.MAX_REQUESTS
        ? Optional.empty()
        : Optional.of(
            "more than " + Limits.MAX_REQUESTS + " requests for cases are in flight; wait");
  }

  private synchronized void add(Wish wish) {
    waiting.add(wish);
  }

  private synchronized @Nullable Wish oldest() {
    return waiting.peek();
  }

  private synchronized void remove(Wish wish) {
    waiting.remove(wish);
  }

  synchronized void forget() {
    waiting.clear();
  }

  synchronized boolean areWaiting() {
    return !waiting.isEmpty();
  }

  /** Whether the oldest has waited for as long as it may. */
  boolean areDue(Instant now) {
    Wish wish = oldest();
    return wish != null && !now.isBefore(wish.until());
  }

  /**
   * Answers the requests that wait, as well as can be by now. One thread at a time does so: two
   * would be offered the same lease. Whoever comes meanwhile has it look once more.
   */
  void answer() {
    synchronized (this) {
      again = true;
      if (answering) {
        return;
      }
      answering = true;
    }
    try {
      while (isToLook()) {
        answerWaiting();
      }
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        answering = false;
      }
      throw e;
    }
  }

  private synchronized boolean isToLook() {
    answering = again;
    again = false;
    return answering;
  }

  private void answerWaiting() {
    try {
      Wish wish = oldest();
      while (wish != null && isAnswered(wish)) {
        wish = oldest();
      }
    } catch (StoreException e) {
      storeFailed(e, takeAll());
    }
  }

  private synchronized List<Long> takeAll() {
    List<Long> requests = new ArrayList<>();
    waiting.forEach(wish -> requests.add(wish.request()));
    waiting.clear();
    return requests;
  }

  private void storeFailed(StoreException cause, List<Long> requests) {
    reception.storeFailed(cause);
    for (long request : requests) {
      voice.say(
          new NothingNow(
              request,
              false,
              reception.rhythm().heartbeatEvery().toMillis(),
              List.of(),
              "the server cannot store anything now; try again later"));
    }
  }

  /** Whether the request has its answer now; when not, it is better to wait. */
  private boolean isAnswered(Wish wish) {
    long beat = reception.rhythm().heartbeatEvery().toMillis();
    if (held.isFull()) {
      return sayNothing(wish, false, beat, "");
    }
    Set<String> all = allHeld(wish);
    if (all.size() >= reception.quotas().leases()) {
      return sayNothing(
          wish,
          false,
          beat,
          "this key has its " + reception.quotas().leases() + " cases in hand already");
    }
    LeaseAnswer answer = reception.desk().lease(volunteer, wish.capabilities(), all);
    if (answer instanceof LeaseAnswer.Granted granted) {
      return grant(wish, granted);
    } else if (answer instanceof LeaseAnswer.Suspended suspended) {
      forget();
      voice.refuse(ErrorCode.SUSPENDED, HelloCheck.harmless(suspended.reason()));
      return true;
    } else if (answer instanceof LeaseAnswer.AllDone) {
      return sayNothing(wish, true, beat, "");
    } else if (answer instanceof LeaseAnswer.NotYet pause) {
      return sayNothing(
          wish,
          false,
          pause.retryAfter().toMillis(),
          "this machine could not even start a case; it gets the next one after a pause");
    } else if (answer instanceof LeaseAnswer.Drained rest) {
      return sayNothing(
          wish,
          false,
          rest.retryAfter().toMillis(),
          "the server's operator lets this volunteer come to rest: no more cases for now");
    }
    if (reception.now().isBefore(wish.until())) {
      return false;
    }
    String reason =
        answer instanceof LeaseAnswer.NothingFits none
            ? MachineFit.whyNothingFits(none.needs())
            : "";
    return sayNothing(wish, false, reception.rhythm().askAgain().toMillis(), reason);
  }

  /** What must not be handed out again, because somebody works on it. */
  private Set<String> allHeld(Wish wish) {
    Set<String> all = new HashSet<>(wish.held());
    all.addAll(held.leases());
    all.addAll(heldElsewhere.get());
    return all;
  }

  private boolean grant(Wish wish, LeaseAnswer.Granted granted) {
    held.granted(granted.lease(), wish.request());
    remove(wish); // before it is said: whoever has heard it may ask anew
    if (!voice.say(
        reception.offer().assignment(wish.request(), granted.lease(), granted.again()))) {
      held.giveBackUnheard(granted.lease().token());
    }
    return true;
  }

  private boolean sayNothing(Wish wish, boolean done, long waitMillis, String reason) {
    List<Forecast> best = reception.standings().best();
    remove(wish);
    voice.say(new NothingNow(wish.request(), done, waitMillis, best, reason));
    return true;
  }
}
