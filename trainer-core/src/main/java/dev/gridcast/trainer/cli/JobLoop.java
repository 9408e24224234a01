package dev.gridcast.trainer.cli;

import java.io.PrintWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;

/** Carries out orders one after the other, until this JVM cannot be trusted with another. */
final class JobLoop {

  /** Orders that may wait; whoever sends one at a time never has one waiting. */
  static final int MAX_WAITING = 16;

  private static final double NANOS = 1e9;

  private final JobEvents events;
  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final BlockingQueue<JobOrder> waiting = new LinkedBlockingQueue<>(MAX_WAITING);

  /**
   * @param nanoTime a clock that nobody sets, in nanoseconds
   */
  JobLoop(JobEvents events, PrintWriter err, LongSupplier nanoTime) {
    this.events = events;
    this.err = err;
    this.nanoTime = nanoTime;
  }

  /** Takes an order, or refuses it when too many wait. Returns at once; from any thread. */
  void add(JobOrder order) {
    if (!waiting.offer(order)) {
      refuse(order.job(), MAX_WAITING + " orders wait already");
    }
  }

  /**
   * Works until a job leaves doubt about the memory of this JVM; that job has been answered then.
   *
   * @return the exit code of the program
   */
  int run(CaseRun cases) throws InterruptedException {
    while (true) {
      JobOrder order = waiting.take();
      if (order instanceof JobOrder.Refused refused) {
        refuse(refused.job(), refused.reason());
      } else if (order instanceof JobOrder.Train train && !isSoundAfter(train, cases)) {
        err.println("trainer: ends now, since that may have left something behind");
        return ExitCode.UNEXPECTED;
      }
    }
  }

  private void refuse(String job, String reason) {
    err.println("trainer: an order" + (job.isEmpty() ? "" : " for " + job) + ": " + reason);
    events.ended(job, ExitCode.BAD_INPUT, 0);
  }

  private boolean isSoundAfter(JobOrder.Train order, CaseRun cases) {
    long start = nanoTime.getAsLong();
    CaseRun.Ended ended = train(order, cases);
    events.ended(order.job(), ended.exitCode(), (nanoTime.getAsLong() - start) / NANOS);
    if (ended.memoryIsSound()) {
      // The engine's arrays lie outside of the heap and go when their owners are collected, which
      // small cases leave to chance for hundreds of megabytes. Now is a good time for the 20 ms
      // that it takes: whoever waits for the result has it.
      System.gc();
    }
    return ended.memoryIsSound();
  }

  private CaseRun.Ended train(JobOrder.Train order, CaseRun cases) {
    try {
      return cases.run(order.folder(), epoch -> events.epoch(order.job(), epoch));
    } catch (RuntimeException e) {
      return unexpected(e, true);
    } catch (Error e) {
      // Memory that ran out while the failure was written, a class that is broken, a full stack.
      return unexpected(e, false);
    }
  }

  private CaseRun.Ended unexpected(Throwable thrown, boolean memoryIsSound) {
    err.println("trainer: an unexpected failure, please report it: " + thrown);
    thrown.printStackTrace(err);
    return new CaseRun.Ended(ExitCode.UNEXPECTED, memoryIsSound);
  }
}
