package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChartsTest {

  private static BoardTable table(double... errors) {
    BoardEditor editor = Boards.editor(Boards.experiment("lags", "loss"));
    for (int i = 0; i < errors.length; i++) {
      editor.put(
          Boards.verified(
              i,
              errors[i],
              i % 2 == 0 ? "ada" : "bob",
              Map.of("model", "lstm", "lags", i % 3 + "", "loss", i % 2 == 0 ? "mae" : "mse")));
    }
    return editor.publish();
  }

  private static int[] all(BoardTable table) throws QueryException {
    return ResultView.of(table, ResultQuery.ALL).rows();
  }

  @Test
  void theBestSoFarOnlyFalls() {
    BestSoFar best = BestSoFar.of(table(100, 105, 90, 95, 90, 80, 99));
    assertThat(best.persistenceRmse()).isEqualTo(Boards.PERSISTENCE);
    assertThat(best.points())
        .extracting(BestSoFar.Point::value)
        .containsExactly(100.0, 90.0, 80.0, 80.0);
    assertThat(best.points()).extracting(BestSoFar.Point::results).containsExactly(1, 3, 6, 7);
    assertThat(best.points())
        .extracting(BestSoFar.Point::caseIndex)
        .containsExactly(0L, 2L, 5L, 5L);
    assertThat(best.points()).extracting(BestSoFar.Point::volunteer).contains("ada", "bob");
    assertThat(best.points().get(3).at()).isEqualTo(Boards.START.plusSeconds(360));
    assertThat(BestSoFar.of(table()).points()).isEmpty();
  }

  @Test
  void aSliceTellsTheSpreadForEachValue() throws Exception {
    BoardTable table = table(10, 20, 30, 40, 50, 60, 70);
    Slice slice = Slice.of(table, all(table), "param.lags", "rmse");
    assertThat(slice.type()).isEqualTo(ColumnType.INTEGER);
    assertThat(slice.points()).extracting(Slice.Point::value).containsExactly(0L, 1L, 2L);
    Slice.Point first = slice.points().get(0); // 10, 40, 70
    assertThat(first.n()).isEqualTo(3);
    assertThat(first.min()).isEqualTo(10);
    assertThat(first.p10()).isCloseTo(16, within(1e-9));
    assertThat(first.median()).isEqualTo(40);
    assertThat(first.p90()).isCloseTo(64, within(1e-9));
    assertThat(first.max()).isEqualTo(70);
    assertThat(Slice.of(table, all(table), "param.loss", "skill").points())
        .extracting(Slice.Point::value)
        .containsExactly("mae", "mse");
  }

  @Test
  void aGridHasTheCellsWithResults() throws Exception {
    BoardTable table = table(10, 20, 30, 40, 50);
    Grid grid = Grid.of(table, all(table), "param.lags", "param.loss", "rmse");
    assertThat(grid.x().values()).isEqualTo(List.of(0L, 1L, 2L));
    assertThat(grid.y().values()).isEqualTo(List.of("mae", "mse"));
    assertThat(grid.cells())
        .containsExactly(
            new Grid.Cell(0, 0, 1, 10, 10, 10),
            new Grid.Cell(1, 0, 1, 50, 50, 50),
            new Grid.Cell(2, 0, 1, 30, 30, 30),
            new Grid.Cell(0, 1, 1, 40, 40, 40),
            new Grid.Cell(1, 1, 1, 20, 20, 20));
  }

  @Test
  void conditionsHoldForChartsToo() throws Exception {
    BoardTable table = table(10, 20, 30, 40, 50);
    int[] rows =
        ResultView.of(table, new ResultQuery(List.of("param.loss:eq:mse"), "", false, List.of()))
            .rows();
    assertThat(Slice.of(table, rows, "param.loss", "rmse").points())
        .singleElement()
        .returns(2, Slice.Point::n);
  }

  @Test
  void refusesWhatIsNoParameter() {
    BoardTable table = table(10, 20);
    assertThatThrownBy(() -> Slice.of(table, all(table), "rmse", "rmse"))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> Slice.of(table, all(table), "param.lags", "engine"))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> Grid.of(table, all(table), "param.lags", "param.lags", "rmse"))
        .isInstanceOf(QueryException.class);
  }
}
