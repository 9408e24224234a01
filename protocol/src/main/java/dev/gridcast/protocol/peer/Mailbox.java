package dev.gridcast.protocol.peer;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Runs tasks in order and one at a time, on whatever threads its pool has. Those that can wait come
 * after all others, in order among themselves.
 */
final class Mailbox implements Executor {

  private final Executor pool;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private final ArrayDeque<Runnable> patient = new ArrayDeque<>();
  private boolean running;

  Mailbox(Executor pool) {
    this.pool = pool;
  }

  @Override
  public void execute(Runnable task) {
    add(waiting, task);
  }

  /** Runs the task when nothing else waits. */
  void executeLater(Runnable task) {
    add(patient, task);
  }

  private void add(ArrayDeque<Runnable> to, Runnable task) {
    synchronized (waiting) {
      to.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    pool.execute(this::drain);
  }

  private void drain() {
    while (true) {
      Runnable task;
      synchronized (waiting) {
        task = waiting.isEmpty() ? patient.poll() : waiting.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      runAndGoOn(task);
    }
  }

  /**
   * A task that throws must not strand those behind it; the thread's handler gets to hear of it.
   */
  private void runAndGoOn(Runnable task) {
    boolean finished = false;
    try {
      task.run();
      finished = true;
    } finally {
      if (!finished) {
        pool.execute(this::drain);
      }
    }
  }
}
