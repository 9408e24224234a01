package dev.gridcast.server.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * What happens when, in one thread. Time stands still while something happens, and is skipped in
 * between. What is to happen at the same instant happens in the order in which it was planned. As
 * an executor it runs a task at the present instant, after what was planned for it before.
 */
final class EventLoop implements InstantSource, Executor {

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private Instant now;
  private long planned;
  private long happened;

  EventLoop(Instant start) {
    this.now = start;
  }

  private record Event(Instant at, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Plans something; what is planned for the past happens now. */
  void at(Instant when, Runnable action) {
    events.add(new Event(when.isBefore(now) ? now : when, planned++, action));
  }

  void after(Duration time, Runnable action) {
    at(now.plus(time), action);
  }

  @Override
  public void execute(Runnable task) {
    at(now, task);
  }

  /** The instant of the next event; the present one when there is none. */
  Instant next() {
    Event first = events.peek();
    return first == null ? now : first.at();
  }

  /** Lets the next event happen; false when nothing is planned any more. */
  boolean step() {
    Event event = events.poll();
    if (event == null) {
      return false;
    }
    now = event.at();
    happened++;
    event.action().run();
    return true;
  }

  /** How many events have happened. */
  long happened() {
    return happened;
  }
}
