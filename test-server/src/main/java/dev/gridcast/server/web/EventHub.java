package dev.gridcast.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hands events on to everybody who follows them. Who publishes never waits: whoever is too slow to
 * take its events is dropped, and asks anew for everything when it comes back. Thread-safe.
 */
final class EventHub {

  /** Events that may wait for one listener; a browser that is there takes them as they come. */
  static final int QUEUE = 32;

  private final int most;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /** Also those that were dropped and whose threads have not noticed yet. */
  private final AtomicInteger present = new AtomicInteger();

  /**
   * A hub.
   *
   * @param most how many may follow at the same time
   */
  EventHub(int most) {
    this.most = most;
  }

  /** Somebody who follows the events; closed by the thread that serves it. */
  final class Listener implements AutoCloseable {

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean dropped;

    private Listener() {}

    /** The next event, or null when there is none within that time, or never will be. */
    byte @Nullable [] next(long seconds) throws InterruptedException {
      return dropped ? null : queue.poll(seconds, TimeUnit.SECONDS);
    }

    /** Whether there will be no more events. */
    boolean isDropped() {
      return dropped;
    }

    private void offer(byte[] event) {
      if (!queue.offer(event)) {
        drop();
      }
    }

    private void drop() {
      dropped = true;
      listeners.remove(this);
      queue.clear();
      queue.offer(new byte[0]); // wakes whoever waits
    }

    @Override
    public void close() {
      dropped = true;
      listeners.remove(this);
      present.decrementAndGet();
    }
  }

  /**
   * Lets somebody follow.
   *
   * @throws ApiError 503 when there are too many already
   */
  Listener join() {
    if (present.incrementAndGet() > most) {
      present.decrementAndGet();
      throw ApiError.of(
          503, "TOO_MANY_LISTENERS", "too many pages follow this server; try again in a while");
    }
    Listener listener = new Listener();
    listeners.add(listener);
    return listener;
  }

  /** How many follow. */
  int size() {
    return listeners.size();
  }

  /** Tells everybody. */
  void publish(String name, byte[] json) {
    byte[] event = event(name, json);
    listeners.forEach(listener -> listener.offer(event));
  }

  /** Lets everybody go. */
  void dropAll() {
    listeners.forEach(Listener::drop);
  }

  /** An event as it travels; JSON of ours has no line feed. */
  static byte[] event(String name, byte[] json) {
    return ("event: " + name + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
