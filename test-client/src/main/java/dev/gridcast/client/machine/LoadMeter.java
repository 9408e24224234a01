package dev.gridcast.client.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How busy others keep the processors, from the first line of {@code /proc/stat}: the ticks that
 * all processors together have spent, by kind. The kind <i>nice</i> is programs at low priority,
 * which is what our trainers are, child process or container; it counts as free, because whoever
 * runs something niced has said that it may wait. So a training does not keep itself from running.
 */
final class LoadMeter {

  /** Asked every 2 seconds, this spans 10. */
  private static final int KEPT_SAMPLES = 6;

  /** Where the kinds are in the line, behind the word cpu. */
  private static final int USER = 1;

  private static final int SYSTEM = 3;
  private static final int IRQ = 6;
  private static final int SOFTIRQ = 7;
  private static final int STEAL = 8;

  private record Sample(long busy, long total) {}

  private final Path stat;
  private final Deque<Sample> samples = new ArrayDeque<>();

  LoadMeter(Path stat) {
    this.stat = stat;
  }

  Reading<Double> read() {
    Sample now;
    try {
      now = parse(Files.readString(stat));
    } catch (IOException | IllegalArgumentException e) {
      return Reading.unsupported(stat + " cannot be read (" + e.getMessage() + ")");
    }
    Sample newest = samples.peekLast();
    if (newest != null && now.total() < newest.total()) {
      samples.clear(); // the counters started again
    }
    samples.addLast(now);
    while (samples.size() > KEPT_SAMPLES) {
      samples.removeFirst();
    }
    Sample oldest = samples.getFirst();
    long passed = now.total() - oldest.total();
    if (passed <= 0) {
      return Reading.notYet("the load of others is being measured");
    }
    double load = (double) (now.busy() - oldest.busy()) / passed;
    return Reading.of(Math.max(0, Math.min(1, load)));
  }

  private static Sample parse(String text) {
    String[] fields = text.lines().findFirst().orElse("").trim().split(" +", -1);
    if (!fields[0].equals("cpu") || fields.length <= STEAL) {
      throw new IllegalArgumentException("its first line is not that of all processors");
    }
    long total = 0;
    // Behind STEAL come the ticks of guests, which are in USER already.
    for (int i = USER; i <= STEAL; i++) {
      total += Long.parseLong(fields[i]);
    }
    long busy = 0;
    for (int i : new int[] {USER, SYSTEM, IRQ, SOFTIRQ}) {
      busy += Long.parseLong(fields[i]);
    }
    return new Sample(busy, total);
  }
}
