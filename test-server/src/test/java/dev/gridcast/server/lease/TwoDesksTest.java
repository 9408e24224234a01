package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoDesksTest {

  private static final int CASES = 40;
  private static final int VOLUNTEERS = 4;

  @TempDir Path folder;

  @Test
  void twoDesksOnOneStoreHandNoCaseOutTwiceButToAWitness() throws Exception {
    MovingClock clock = new MovingClock(Samples.START);
    ExecutorService threads = Executors.newFixedThreadPool(VOLUNTEERS);
    try (Store store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(CASES))) {
      List<LeaseDesk> desks = List.of(open(store, clock), open(store, clock));
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < VOLUNTEERS; i++) {
        LeaseDesk desk = desks.get(i % desks.size());
        String volunteer = "volunteer-" + i;
        desk.greet(volunteer, volunteer, "Linux");
        work.add(() -> train(desk, volunteer));
      }
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
      assertThat(desks.get(0).counts().verified()).isEqualTo(CASES);
      for (long index = 0; index < CASES; index++) {
        long of = index;
        List<Attempt> attempts = store.read(reader -> reader.attempts(of));
        assertThat(attempts).hasSize(2).extracting(Attempt::volunteer).doesNotHaveDuplicates();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Works until every case has ended, and scores what the others reported as well. */
  private static boolean train(LeaseDesk desk, String volunteer) {
    while (!desk.done()) {
      if (desk.lease(volunteer, Capabilities.UNKNOWN, Set.of()) instanceof Granted granted) {
        desk.report(granted.lease().token(), Samples.claim(1), "{}", Samples.MODEL);
      }
      desk.takeUnscored()
          .ifPresent(
              result ->
                  desk.scored(
                      result.lease(), Office.scoring(result.testCase().index(), Office.TRUE)));
    }
    return true;
  }

  private static LeaseDesk open(Store store, MovingClock clock) {
    TrustRules always = new TrustRules(true, CASES * 2, 10, 5, 6, TrustRules.STANDARD.patience());
    return LeaseDesk.open(store, new TestCases(CASES), Office.RULES, always, clock);
  }
}
