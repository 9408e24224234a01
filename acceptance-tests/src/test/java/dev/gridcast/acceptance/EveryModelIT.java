package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of forecaster there is, trained by a volunteer and rebuilt and judged by the server.
 */
class EveryModelIT {

  private static final long DEADLINE_SECONDS = 300;

  private static final String MARKET =
      """
      name: every-model
      data:
        synthetic:
          rows: 600
          seed: 7
      features:
        close: on
        high: on
        low: on
      limits:
        time-per-case: 2m
        attempts: 2
      """;

  private static final Map<String, String> BY_ITSELF =
      Map.of(
          "lstm", "vector",
          "gru", "vector",
          "dnn", "vector",
          "cnn", "dl4j",
          "cdnn", "dl4j",
          "clstm", "dl4j",
          "transformer", "dl4j",
          "linear", "closed-form",
          "persistence", "none",
          "seasonal-naive", "none");

  @Test
  void oneExperimentHoldsThemAllAndEachIsTrainedByWhatItIsFor(@TempDir Path folder)
      throws Exception {
    List<NamedCsvRecord> rows =
        verified(
            folder,
            10,
            """
            parameters:
              lags: 8
              epochs: 2
            models:
              - {model: lstm, units: 4, layers: 2, dropout: 0.1}
              - {model: gru, units: 4}
              - {model: dnn, units: 8, layers: 2}
              - {model: cnn, filters: 4, kernel: 3}
              - {model: cdnn, filters: 4, kernel: 3, units: 4}
              - {model: clstm, filters: 4, kernel: 3, pool: 2, units: 4}
              - {model: transformer, width: 8, heads: 2, feed-forward: 8}
              - {model: linear, ridge: 0.1}
              - {model: persistence}
              - {model: seasonal-naive}
            """);

    assertThat(engines(rows)).isEqualTo(new TreeMap<>(BY_ITSELF));
    assertThat(rows)
        .filteredOn(row -> row.getField("param.model").equals("persistence"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.getField("confirmation_rmse"))
                    .isEqualTo(row.getField("persistence_rmse")));
  }

  @Test
  void anEngineThatIsAskedForTrainsAllNetworksAndSeveralRowsAhead(@TempDir Path folder)
      throws Exception {
    List<NamedCsvRecord> rows =
        verified(
            folder,
            6,
            """
            engine: dl4j
            horizon: 3
            parameters:
              lags: 8
              epochs: 2
            models:
              - {model: lstm, units: 4}
              - {model: gru, units: 4}
              - {model: dnn, units: 8}
              - {model: linear}
              - {model: persistence}
              - {model: seasonal-naive}
            """);

    assertThat(engines(rows))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "lstm", "dl4j",
                    "gru", "dl4j",
                    "dnn", "dl4j",
                    "linear", "closed-form",
                    "persistence", "none",
                    "seasonal-naive", "none")));
  }

  @Test
  void ourOwnEngineForecastsSeveralRowsAheadToo(@TempDir Path folder) throws Exception {
    List<NamedCsvRecord> rows =
        verified(
            folder,
            2,
            """
            engine: vector
            horizon: 3
            parameters:
              lags: 8
              epochs: 2
              units: 4
            models:
              - {model: lstm}
              - {model: gru}
            """);

    assertThat(engines(rows)).containsOnly(Map.entry("lstm", "vector"), Map.entry("gru", "vector"));
  }

  /** The rows of the report, once all cases are verified. */
  private static List<NamedCsvRecord> verified(Path folder, int cases, String rest)
      throws Exception {
    try (Grid grid = new Grid(folder, MARKET + Experiments.UNAUDITED + rest)) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada");

      Await.until(
          "the experiment is done",
          DEADLINE_SECONDS,
          () -> server.printed() + ada.printed(),
          () -> !server.isAlive() || !ada.isAlive());
      assertThat(server.isAlive()).as(() -> "the volunteer left: " + ada.printed()).isFalse();
      assertThat(server.exitCode(1)).as(server.printed()).isZero();

      grid.results().assertEveryCaseVerifiedExactlyOnce(cases);
      assertNoNoticeOfTheVectorApi(grid.clientData("ada"), ada);
      return grid.results().rows();
    }
  }

  /** Java's line about incubator modules is nothing that a volunteer could do anything about. */
  private static void assertNoNoticeOfTheVectorApi(Path data, Program client) throws Exception {
    assertThat(client.printed()).doesNotContain("incubator");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        assertThat(log).content().doesNotContain("incubator");
      }
    }
  }

  /** What trained each model, as the results say. */
  private static Map<String, String> engines(List<NamedCsvRecord> rows) {
    Map<String, String> engines = new TreeMap<>();
    for (NamedCsvRecord row : rows) {
      // With its version behind it.
      String engine = row.getField("engine").split(" ", -1)[0];
      engines.put(row.getField("param.model"), engine);
    }
    return engines;
  }
}
