package dev.gridcast.client.work;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One queue, one thread: what runs in here needs no lock. */
final class EventLoop {

  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private boolean ended;

  /** Adds an event; from any thread. */
  void post(Runnable event) {
    events.add(event);
  }

  /**
   * Runs events on the calling thread until {@link #end}; an exception of an event ends it too.
   *
   * @param afterEach what to do after every event
   */
  void run(Runnable afterEach) throws InterruptedException {
    while (!ended) {
      events.take().run();
      afterEach.run();
    }
  }

  /** Ends the loop after the present event; from an event only. */
  void end() {
    ended = true;
  }
}
