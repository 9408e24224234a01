package dev.gridcast.benchmark.server;

import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.EndAnswer;
import dev.gridcast.server.lease.Lease;
import dev.gridcast.server.lease.LeaseAnswer;
import dev.gridcast.server.lease.LeaseDesk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Volunteers that ask for a case and report it at once, again and again. */
final class CycleLoad {

  private final LeaseDesk desk;

  CycleLoad(LeaseDesk desk) {
    this.desk = desk;
  }

  /**
   * What came of a run.
   *
   * @param perSecond cycles of one request and one report, each on disk when answered
   * @param p99Millis the time within which 99 % of the cycles were through
   */
  record Outcome(double perSecond, double p99Millis) {}

  /** So many volunteers at once, for so long. */
  Outcome run(int volunteers, int seconds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(volunteers);
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      List<Callable<long[]>> work = new ArrayList<>();
      for (int i = 0; i < volunteers; i++) {
        String volunteer = "load-" + i;
        desk.greet(volunteer, volunteer, "benchmark");
        work.add(() -> cycles(volunteer, end));
      }
      long started = System.nanoTime();
      List<long[]> times = new ArrayList<>();
      for (Future<long[]> done : threads.invokeAll(work)) {
        times.add(done.get());
      }
      double elapsed = (System.nanoTime() - started) / 1e9;
      long[] all = times.stream().flatMapToLong(LongStream::of).sorted().toArray();
      return new Outcome(all.length / elapsed, all[(int) (all.length * 0.99)] / 1e6);
    } finally {
      threads.shutdownNow();
    }
  }

  /** How long each cycle took, in nanoseconds. */
  private long[] cycles(String volunteer, long end) {
    long[] times = new long[1024];
    int count = 0;
    for (long now = System.nanoTime(); now < end; ) {
      cycle(volunteer);
      long then = now;
      now = System.nanoTime();
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
      }
      times[count++] = now - then;
    }
    return Arrays.copyOf(times, count);
  }

  private void cycle(String volunteer) {
    LeaseAnswer answer = desk.lease(volunteer, Capabilities.UNKNOWN, Set.of());
    if (!(answer instanceof LeaseAnswer.Granted granted)) {
      throw new IllegalStateException("no case was given but " + answer);
    }
    Lease lease = granted.lease();
    long index = lease.testCase().index();
    EndAnswer stored =
        desk.report(lease.token(), Samples.claim(index), Samples.RESULT_JSON, Samples.model(index));
    if (!(stored instanceof EndAnswer.Stored)) {
      throw new IllegalStateException("the result was not stored but " + stored);
    }
  }
}
