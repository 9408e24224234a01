package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.Store;
import dev.gridcast.server.support.RealCase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultBoardTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long PERSISTENCE = 3;

  @TempDir Path folder;

  private final BlockingQueue<ResultBoard.BoardChange> changes = new LinkedBlockingQueue<>();

  /** The next change that tells of a case. */
  private ResultBoard.BoardChange change(long testCase) throws InterruptedException {
    while (true) {
      ResultBoard.BoardChange next = changes.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("a change of case " + testCase).isNotNull();
      if (Objects.requireNonNull(next).cases().contains(testCase)) {
        return next;
      }
    }
  }

  private ResultBoard board(Store store) throws InterruptedException {
    ResultBoard board = ResultBoard.start(store);
    assertThat(board.awaitLoaded(SOON)).isTrue();
    board.onChange(changes::add);
    return board;
  }

  private static List<Object> cases(ResultBoard board) throws QueryException {
    ResultView view = board.select(new ResultQuery(List.of(), "case", false, List.of("case")));
    return IntStream.range(0, view.matching())
        .mapToObj(i -> Objects.requireNonNull(view.value(i, 0)))
        .toList();
  }

  @Test
  void readsWhatIsThereAndFollowsWhatComes() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      real.train(PERSISTENCE);
      real.lease(0);
      try (ResultBoard board = board(real.store())) {
        assertThat(cases(board)).containsExactly(PERSISTENCE);
        long before = board.version();
        real.train(2);
        ResultBoard.BoardChange told = change(2);
        assertThat(told.version()).isGreaterThan(before);
        assertThat(board.version()).isGreaterThanOrEqualTo(told.version());
        assertThat(cases(board)).containsExactly(2L, PERSISTENCE);
        assertThat(board.bestSoFar().persistenceRmse()).isPositive();

        RealStore.reject(real.store(), real.experiment(), 2);
        change(2);
        assertThat(cases(board)).containsExactly(PERSISTENCE);
      }
    }
  }

  @Test
  void findsWhatAnotherProcessChanged() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      real.train(PERSISTENCE);
      try (ResultBoard board = board(real.store());
          Store other = real.openAgain()) {
        RealCase linear = RealCase.train(real.experiment(), 2);
        real.verify(other, 2, linear, linear.model());
        change(2);
        assertThat(cases(board)).containsExactly(2L, PERSISTENCE);
        RealStore.reject(other, real.experiment(), PERSISTENCE);
        change(PERSISTENCE);
        assertThat(cases(board)).containsExactly(2L);
      }
    }
  }

  @Test
  void aVolunteersNewNameIsShown() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      real.train(PERSISTENCE);
      try (ResultBoard board = board(real.store())) {
        real.store()
            .update(writer -> writer.seeVolunteer("id-ada", "Ada L.", "Linux", RealStore.START));
        assertThat(changes.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        ResultView view = board.select(new ResultQuery(List.of(), "", false, List.of("volunteer")));
        assertThat(view.value(0, 0)).isEqualTo("Ada L.");
      }
    }
  }
}
