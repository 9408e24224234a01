package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 results come in within half an hour, while everything goes wrong that can. */
class HalfAnHourIT {

  private static final int RESULTS = 10_000;
  private static final Duration TIME = Duration.ofMinutes(30);

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @Test
  void everyRowIsThereOnceAndInItsPlace() throws Exception {
    Random chance = new Random(6);
    List<Long> order = new ArrayList<>(LongStream.range(0, RESULTS).boxed().toList());
    Collections.shuffle(order, chance);
    try (MirrorWorld world = new MirrorWorld(folder, RESULTS, 6)) {
      world.google.share(MirrorWorld.SHEET);
      Instant begin = world.clock.instant();
      int[] done = {0};
      world.meanwhile =
          () -> {
            long passed = Duration.between(begin, world.clock.instant()).toMillis();
            int due = (int) Math.min(RESULTS, passed * RESULTS / TIME.toMillis());
            if (due > done[0]) {
              world.verify(order.subList(done[0], due));
              done[0] = due;
            }
          };
      List<Fault> faults = new ArrayList<>(List.of(Fault.values())); // each as likely as the others
      faults.remove(Fault.SILENT); // takes real time
      world.google.trouble =
          () -> {
            long minute = Duration.between(begin, world.clock.instant()).toMinutes();
            if (minute >= 12 && minute < 15) {
              return Fault.UNAVAILABLE; // an outage
            }
            return minute < 30 && chance.nextInt(3) == 0
                ? faults.get(chance.nextInt(faults.size()))
                : Fault.NONE;
          };

      world.connect();
      world.run(TIME);
      assertThat(done[0]).isEqualTo(RESULTS);
      int failed = world.faults.size();
      world.settle();
      Duration behind = Duration.between(begin.plus(TIME), world.clock.instant());
      world.settleAndLookAtEverything();

      world.assertSheetsAreLikeTheStore();
      assertThat(failed).isGreaterThan(50);
      assertThat(behind).isLessThan(Duration.ofMinutes(3));
      assertThat(world.google.refusedByQuota()).isZero();
      assertThat(world.google.largestBody()).isLessThan(2_000_000);
    }
  }
}
