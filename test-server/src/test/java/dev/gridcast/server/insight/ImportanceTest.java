package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImportanceTest {

  private static BoardTable table(int rows) {
    BoardEditor editor = Boards.editor(Boards.experiment("lags", "loss", "seed", "season"));
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < rows; i++) {
      int lags = random.nextInt(100);
      boolean mae = random.nextBoolean();
      editor.put(
          Boards.verified(
              i,
              50 + lags + (mae ? 0 : 10),
              "ada",
              Map.of(
                  "model",
                  "lstm",
                  "lags",
                  Integer.toString(lags),
                  "loss",
                  mae ? "mae" : "mse",
                  "seed",
                  Integer.toString(random.nextInt(1_000)))));
    }
    return editor.publish();
  }

  @Test
  void findsWhatMattersHoweverManyValuesThereAre() throws Exception {
    Importance.Answer answer = Importance.analyse(table(3_000), "rmse");
    assertThat(answer.rows()).isEqualTo(3_000);
    assertThat(answer.reason()).isNull();
    assertThat(answer.parameters())
        .extracting(Importance.Parameter::name)
        .containsExactly("lags", "loss", "seed");
    // Var(lags) is 833, that of the loss 25.
    assertThat(answer.parameters().get(0).importance()).isBetween(0.93, 0.99);
    assertThat(answer.parameters().get(1).importance()).isBetween(0.01, 0.05);
    assertThat(answer.explained()).isGreaterThan(0.95);
  }

  @Test
  void looksAtASampleOfManyTheSameEveryTime() throws Exception {
    BoardTable table = table(9_000);
    Importance.Answer answer = Importance.analyse(table, "skill");
    assertThat(answer.rows()).isEqualTo(Importance.MOST_ROWS);
    assertThat(Importance.analyse(table, "skill")).isEqualTo(answer);
  }

  @Test
  void saysWhyThereIsNothing() throws Exception {
    Importance.Answer few = Importance.analyse(table(29), "rmse");
    assertThat(few.parameters()).isEmpty();
    assertThat(few.reason()).contains("29 results");
    BoardEditor alike = Boards.editor(Boards.experiment("lags"));
    for (int i = 0; i < 50; i++) {
      alike.put(Boards.verified(i, i + 1, "ada", Map.of("model", "lstm", "lags", "4")));
    }
    assertThat(Importance.analyse(alike.publish(), "rmse").reason()).contains("no parameter");
  }

  @Test
  void refusesWhatIsNoMetric() {
    assertThatThrownBy(() -> Importance.analyse(table(50), "param.lags"))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> Importance.analyse(table(50), "rank"))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> Importance.analyse(table(50), "rsme")).hasMessageContaining("rmse");
  }
}
