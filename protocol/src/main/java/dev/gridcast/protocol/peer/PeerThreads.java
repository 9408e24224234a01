package dev.gridcast.protocol.peer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Daemon threads on which listeners run: as many as listeners are busy at the moment. */
public final class PeerThreads {

  private PeerThreads() {}

  /**
   * A pool for {@link FramedPeer}s.
   *
   * @param name what its threads are called, before a number
   */
  public static ExecutorService pool(String name) {
    AtomicLong number = new AtomicLong();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    return Executors.newCachedThreadPool(factory);
  }
}
