package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.SeededStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store that the tests of the dashboard stand on is one that a server could have left. */
class SeededStoreTest {

  private static final int RESULTS = 60;

  @Test
  void aSeededStoreIsSoundAndItsBestModelsAreReal(@TempDir Path folder) throws Exception {
    Experiment experiment = SeededStore.experiment(RESULTS);
    try (Store store =
        SqliteStore.openRelaxed(folder.resolve("gridcast.db"), ExperimentRecords.of(experiment))) {
      SeededStore.fill(experiment, store, RESULTS);
      assertThat(store.check()).isEmpty();
      Map<CaseState, Long> counts = store.read(reader -> reader.rowCounts());
      assertThat(counts)
          .containsEntry(CaseState.VERIFIED, (long) RESULTS)
          .containsEntry(CaseState.QUARANTINED, 3L)
          .containsEntry(CaseState.LEASED, 4L);
      List<Volunteer> suspended = store.read(reader -> reader.suspended(10));
      assertThat(suspended).hasSize(1);
      try (ResultBoard board = ResultBoard.start(store)) {
        assertThat(board.awaitLoaded(Duration.ofSeconds(20))).isTrue();
        assertThat(Importance.analyse(board.table(), "rmse").parameters()).isNotEmpty();
        ResultView best = board.select(ResultQuery.ALL);
        assertThat(best.total()).isEqualTo(RESULTS);
        ModelCards cards = ModelCards.of(experiment, store);
        for (int place = 0; place < 5; place++) {
          assertThat(cards.evaluation(best.testCase(place)).times()).isNotEmpty();
        }
      }
    }
  }
}
