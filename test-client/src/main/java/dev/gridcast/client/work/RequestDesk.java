package dev.gridcast.client.work;

import dev.gridcast.client.work.Timekeeper.Alarm;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Limits;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for cases, one request at a time, and rests when told to; lives in the event loop. */
final class RequestDesk {

  private final Tools tools;
  private final Runnable onRested;
  private final Runnable next;
  private final Set<String> lacking = new LinkedHashSet<>();
  private boolean open;
  private @Nullable Alarm rest;
  private boolean restIsForCases;

  /**
   * A desk that has asked for nothing.
   *
   * @param onRested who else has rested, and wakes when the rest is over
   * @param next what to do then
   */
  RequestDesk(Tools tools, Runnable onRested, Runnable next) {
    this.tools = tools;
    this.onRested = onRested;
    this.next = next;
  }

  /** Whether an answer is on its way. */
  boolean isOpen() {
    return open;
  }

  boolean mayAsk() {
    return !open && rest == null;
  }

  void ask(List<String> heldLeases) {
    open = true;
    tools.line().send(new CaseRequest(heldLeases, List.copyOf(lacking)));
  }

  /**
   * No case that needs this engine is wanted any more.
   *
   * @return whether that is news
   */
  boolean lacks(String engine) {
    return lacking.size() < Limits.MAX_ENGINES
        && engine.length() <= Limits.MAX_ENGINE_NAME
        && lacking.add(engine);
  }

  /** The engines that turned out to be missing here. */
  Set<String> lacking() {
    return Set.copyOf(lacking);
  }

  /** The answer is here, or will never come. */
  void answered() {
    open = false;
  }

  /**
   * Asks for nothing for a while.
   *
   * @param forCases whether only cases are wanting: news of one may end the rest
   */
  void rest(Duration wait, boolean forCases) {
    wake();
    restIsForCases = forCases;
    rest = tools.time().after(wait, () -> tools.loop().post(this::rested));
  }

  /** The server has a report for good: there may be a case again. */
  void caseEnded() {
    if (restIsForCases) {
      wake();
    }
  }

  void wake() {
    if (rest != null) {
      rest.cancel();
      rest = null;
    }
  }

  private void rested() {
    rest = null;
    onRested.run();
    next.run();
  }
}
