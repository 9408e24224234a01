package dev.gridcast.client.work;

import dev.gridcast.client.work.Timekeeper.Alarm;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Limits;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks for cases, as many at once as there is room for, and rests when told to; lives in the event
 * loop. After an answer that there is none it asks for one only, until it gets one: many clients
 * that ask in vain should not ask for all of their processors.
 */
final class RequestDesk {

  private final Tools tools;
  private final Runnable onRested;
  private final Runnable next;
  private final Set<String> lacking = new LinkedHashSet<>();

  /** The numbers of the requests whose answers are on their way. */
  private final TreeSet<Long> open = new TreeSet<>();

  private long latest;
  private boolean inVain;
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
    return !open.isEmpty();
  }

  /**
   * Whether to ask for another case.
   *
   * @param room how many cases could begin
   */
  boolean mayAsk(int room) {
    int most = inVain ? 1 : Limits.MAX_REQUESTS;
    return rest == null && open.size() < Math.min(room, most);
  }

  void ask(List<String> heldLeases) {
    long answered = open.isEmpty() ? latest : open.first() - 1;
    latest++;
    open.add(latest);
    tools.line().send(new CaseRequest(latest, answered, heldLeases, List.copyOf(lacking)));
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

  /**
   * An answer is here.
   *
   * @param request the number of the request that it answers
   * @param isCase whether it is a case
   * @return whether that request was open; when not, the server breaks the rules
   */
  boolean answered(long request, boolean isCase) {
    if (!open.remove(request)) {
      return false;
    }
    inVain = !isCase;
    return true;
  }

  /** The answers that are missing will never come. */
  void lineDown() {
    open.clear();
    inVain = false;
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
