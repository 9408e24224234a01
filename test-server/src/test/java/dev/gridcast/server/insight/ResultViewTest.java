package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultViewTest {

  private final BoardTable table = table();

  private static BoardTable table() {
    BoardEditor editor = Boards.editor(Boards.experiment("lags", "loss", "learning-rate"));
    editor.put(Boards.verified(7, 90, "ada", parameters("lstm", "4", "mae", "0.001")));
    editor.put(Boards.verified(3, 95, "İpek", parameters("lstm", "12", "mse", "0.01")));
    editor.put(Boards.verified(5, 95, "ada", parameters("gru", "4", "mse", "0.0001")));
    editor.put(Boards.verified(9, 110, "Bob", Map.of("model", "persistence")));
    editor.put(Boards.leased(4, parameters("lstm", "4", "mae", "0.1")));
    return editor.publish();
  }

  private static Map<String, String> parameters(String model, String lags, String loss, String r) {
    return Map.of("model", model, "lags", lags, "loss", loss, "learning-rate", r);
  }

  private List<Long> cases(ResultQuery query) throws QueryException {
    ResultView view = ResultView.of(table, query);
    List<Long> cases = new ArrayList<>();
    for (int i = 0; i < view.matching(); i++) {
      cases.add(view.testCase(i));
    }
    return cases;
  }

  private List<Long> where(String... conditions) throws QueryException {
    return cases(new ResultQuery(List.of(conditions), "", false, List.of()));
  }

  private List<Long> sorted(String column, boolean descending) throws QueryException {
    return cases(new ResultQuery(List.of(), column, descending, List.of()));
  }

  @Test
  void verifiedResultsAreRowsTheBestFirstTiesByCase() throws Exception {
    assertThat(cases(ResultQuery.ALL)).containsExactly(7L, 3L, 5L, 9L);
    ResultView view = ResultView.of(table, ResultQuery.ALL);
    assertThat(view.total()).isEqualTo(4);
    assertThat(view.key(0)).isEqualTo("rank");
    assertThat(view.value(3, 0)).isEqualTo(4L);
  }

  @Test
  void whatIsNotKnownComesLastWhateverTheDirection() throws Exception {
    assertThat(sorted("param.lags", false)).containsExactly(5L, 7L, 3L, 9L);
    assertThat(sorted("param.lags", true)).containsExactly(3L, 5L, 7L, 9L);
    assertThat(sorted("param.loss", true)).containsExactly(3L, 5L, 7L, 9L);
    assertThat(sorted("skillError", true)).containsExactly(3L, 5L, 7L, 9L);
  }

  @Test
  void parametersThatAreNumbersSortAsNumbers() throws Exception {
    assertThat(sorted("param.learning-rate", false)).containsExactly(5L, 7L, 3L, 9L);
    assertThat(sorted("volunteer", false)).containsExactly(9L, 5L, 7L, 3L);
  }

  @Test
  void conditionsMustAllHold() throws Exception {
    assertThat(where("param.lags:eq:4")).containsExactly(7L, 5L);
    assertThat(where("param.lags:eq:4", "model:eq:gru")).containsExactly(5L);
    assertThat(where("param.lags:ne:4")).containsExactly(3L, 9L);
    assertThat(where("param.loss:ne:mse")).containsExactly(7L, 9L);
    assertThat(where("rmse:lt:95")).containsExactly(7L);
    assertThat(where("rmse:le:95")).containsExactly(7L, 3L, 5L);
    assertThat(where("rmse:gt:95")).containsExactly(9L);
    assertThat(where("rmse:ge:95")).containsExactly(3L, 5L, 9L);
    assertThat(where("skill:between:-0.2..0.06")).containsExactly(3L, 5L, 9L);
    assertThat(where("case:in:3|9|1000")).containsExactly(3L, 9L);
    assertThat(where("param.learning-rate:in:1e-3|0.0100")).containsExactly(7L, 3L);
    assertThat(where("model:in:gru|persistence")).containsExactly(5L, 9L);
    assertThat(where("volunteer:contains:B")).containsExactly(9L);
    assertThat(where("verifiedAt:ge:2026-11-21T08:07:00Z")).containsExactly(7L, 9L);
    assertThat(where("model:eq:nothing")).isEmpty();
  }

  @Test
  void wordsAreComparedAlikeInEveryLocale() throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(where("volunteer:contains:I")).hasSize(1).containsExactly(3L);
      assertThat(where("model:contains:PERSISTENCE")).containsExactly(9L);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rmse, BAD_CONDITION",
    "rmse:lt, BAD_CONDITION",
    "rsme:lt:1, UNKNOWN_COLUMN",
    "rmse:like:1, UNKNOWN_OPERATOR",
    "model:like:1, UNKNOWN_OPERATOR",
    "rmse:lt:many, BAD_VALUE",
    "rmse:lt:NaN, BAD_VALUE",
    "rmse:between:1, BAD_VALUE",
    "rmse:contains:1, BAD_OPERATOR",
    "model:lt:a, BAD_OPERATOR",
    "verifiedAt:lt:yesterday, BAD_VALUE",
  })
  void saysWhatIsWrongWithACondition(String condition, String code) {
    assertThatThrownBy(() -> where(condition))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.parameter()).isEqualTo("where");
              assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            });
  }

  @Test
  void namesTheNearestColumn() {
    assertThatThrownBy(() -> sorted("skil", false)).hasMessageContaining("skill");
    assertThatThrownBy(
            () -> cases(new ResultQuery(List.of(), "", false, List.of("rmse", "param.lag"))))
        .hasMessageContaining("param.lags");
  }

  @Test
  void columnsSayWhatTheirValuesAre() {
    assertThat(info("param.lags"))
        .returns(ColumnType.INTEGER, ColumnInfo::type)
        .returns(true, ColumnInfo::varying)
        .returns(OptionalDouble.of(12), ColumnInfo::max);
    assertThat(info("param.learning-rate").type()).isEqualTo(ColumnType.NUMBER);
    assertThat(info("param.loss").categories()).containsExactly("mae", "mse");
    assertThat(info("model").categories()).containsExactly("gru", "lstm", "persistence");
    assertThat(info("rmse"))
        .returns("lower", ColumnInfo::better)
        .returns(OptionalDouble.of(90), ColumnInfo::min);
    assertThat(info("skillError").min()).isEmpty();
  }

  private ColumnInfo info(String key) {
    return table.column(key).info();
  }

  @Test
  void valuesAreOfTheirTypes() throws Exception {
    ResultView view =
        ResultView.of(
            table,
            new ResultQuery(
                List.of("case:eq:7"),
                "",
                false,
                List.of("case", "rmse", "verifiedAt", "param.lags", "model", "skillError")));
    assertThat(view.value(0, 0)).isEqualTo(7L);
    assertThat(view.value(0, 1)).isEqualTo(90.0);
    assertThat(view.value(0, 2)).isEqualTo(Instant.parse("2026-11-21T08:07:00Z"));
    assertThat(view.value(0, 3)).isEqualTo(4L);
    assertThat(view.value(0, 4)).isEqualTo("lstm");
    assertThat(view.value(0, 5)).isNull();
    assertThat(view.words(4).get(view.place(0, 4))).isEqualTo("lstm");
  }
}
