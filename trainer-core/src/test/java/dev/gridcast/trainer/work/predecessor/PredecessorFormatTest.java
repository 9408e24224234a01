package dev.gridcast.trainer.work.predecessor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.Samples;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseFormat.Case;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files as the predecessor wrote them become cases as it meant them. */
final class PredecessorFormatTest {

  private static final long HOUR = 3_600_000;

  private final PredecessorFormat format = new PredecessorFormat();

  private Case read(byte[] parameters, byte[] series) throws Exception {
    return format.read(parameters, "parameters.csv", series, "time-series.csv");
  }

  @Test
  void theFirstGenerationsRowsAreTheCaseThatTheyWere() throws Exception {
    CaseParameters read =
        read(PredecessorFiles.oldest().asRows(), PredecessorFiles.series(50)).parameters();

    assertThat(read.toMap())
        .containsAllEntriesOf(
            Map.of(
                "asset", "BTC",
                "timeframe", "1h",
                "target", "price",
                "lags", "4",
                "scaler", "minmax",
                "model", "lstm",
                "units", "6",
                "layers", "1",
                "batch", "72",
                "epochs", "3"))
        .containsAllEntriesOf(
            Map.of(
                "dropout", "0",
                "optimizer", "adam",
                "learning-rate", "0.001",
                "schedule", "constant",
                "loss", "mae",
                "training-percent", "80",
                "horizon", "1",
                "patience", "0",
                "clip", "0"))
        .containsEntry(
            "labels", "BTC-CANDLE-MAX-01-HS-1,BTC-CANDLE-MIN-01-HS-1,BTC-CANDLE-CLOSE-01-HS-1")
        .doesNotContainKeys("reference", "price-columns", "price-difference-columns");
    assertThat(read.featuresOn()).containsExactlyInAnyOrderElementsOf(PredecessorFiles.COLUMNS);
  }

  @Test
  void bothShapesAndAllSpellingsOfTheirSpacesAreTheSameCase() throws Exception {
    byte[] series = PredecessorFiles.series(50);
    Case rows = read(PredecessorFiles.oldest().asRows(), series);

    assertThat(read(PredecessorFiles.oldest().asColumns(), series)).isEqualTo(rows);
    for (Map.Entry<String, String> other :
        Map.of("   ", "  ", "\r\n", "\n", "VALUE", "VALUE ", "PARAMETER", "\uFEFFPARAMETER")
            .entrySet()) {
      String text = new String(PredecessorFiles.oldest().asRows(), StandardCharsets.UTF_8);
      String table = new String(series, StandardCharsets.UTF_8);
      byte[] parameters =
          PredecessorFiles.bytes(text.replace(other.getKey(), other.getValue()) + "\r\n");
      assertThat(format.recognises(parameters)).isTrue();
      assertThat(
              read(
                  parameters,
                  PredecessorFiles.bytes(table.replace(other.getKey(), other.getValue()))))
          .isEqualTo(rows);
    }
  }

  @Test
  void theSeriesIsReadToTheLastDigit() throws Exception {
    String text =
        "TIMESTAMP   BTC-CANDLE-MAX-01-HS-1   BTC-CANDLE-MIN-01-HS-1   BTC-CANDLE-CLOSE-01-HS-1"
            + "   BTC-CANDLE-OPEN-01-HS-1   BTC-VOLUME-BUY-01-HS-1\r\n"
            + "1502942400000   4313.62   4261.32   4308.83   4261.48   23.590504500000005\r\n"
            + "1502946000000   4328.69   4291.37   4315.32   4308.83   5e-7\r\n";

    TimeSeries series =
        read(PredecessorFiles.newest().asColumns(), PredecessorFiles.bytes(text)).series();

    assertThat(series.columns()).isEqualTo(PredecessorFiles.COLUMNS);
    assertThat(series.time(0)).isEqualTo(Instant.parse("2017-08-17T04:00:00Z"));
    assertThat(new String(SeriesCsv.canonicalBytes(series), StandardCharsets.UTF_8))
        .isEqualTo(
            "time,"
                + String.join(",", PredecessorFiles.COLUMNS)
                + "\r\n2017-08-17T04:00:00Z,4313.62,4261.32,4308.83,4261.48,23.590504500000005\r\n"
                + "2017-08-17T05:00:00Z,4328.69,4291.37,4315.32,4308.83,5.0E-7\r\n");
  }

  @Test
  void namesWithoutAMeaningHereAreAcceptedAndListed() throws Exception {
    byte[] series = PredecessorFiles.series(50);
    Case newest = read(PredecessorFiles.newest().asColumns(), series);
    Case oldest = read(PredecessorFiles.oldest().asRows(), series);

    assertThat(newest.parameters()).isEqualTo(oldest.parameters());
    assertThat(newest.notes()).startsWith(oldest.notes().toArray(String[]::new)).hasSize(6);
    assertThat(newest.notes().get(4))
        .startsWith("without a meaning here: TIMESTEPS_TO_TRAIN 10000000, ")
        .contains("ALGORITHM PPO", "LEARNING_RATE 0.00001", "GAMMA 0.95");
    assertThat(newest.notes().get(5))
        .contains("5 ON, 7 OFF; ON: CANDLES_CANDLES-VOLUMES_CANDLES_CANDLE_MAX, ");
  }

  @Test
  void theNotesSayHowItWasReadAndWhatIsDoneOtherwise() throws Exception {
    List<String> notes =
        read(PredecessorFiles.oldest().asRows(), PredecessorFiles.series(50)).notes();

    assertThat(notes).hasSize(4).allMatch(line -> line.length() <= 400 && !line.contains("\n"));
    assertThat(notes.get(0))
        .contains("LIST_OF_ASSETS = asset BTC, LIST_OF_TIMEFRAMES = timeframe 1h")
        .contains("NUMBER_OF_LAG_TIMESTEPS = lags 4", "NUMBER_OF_LSTM_NEURONS = units 6");
    assertThat(notes.get(1)).contains("scales are fitted on the training rows alone");
    assertThat(notes.get(2)).contains("the last row is not doubled", "the last 4 rows");
    assertThat(notes.get(3)).contains("the errors are of the validation range");
  }

  @Test
  void severalAssetsAndTimeframesLieInTheRowsOfTheLargest() throws Exception {
    List<String> columns =
        List.of(
            "BTC-CANDLE-MAX-02-HS-1",
            "BTC-CANDLE-MIN-02-HS-1",
            "BTC-CANDLE-CLOSE-02-HS-1",
            "ETH-CANDLE-MAX-02-HS-1",
            "ETH-CANDLE-MIN-02-HS-1",
            "ETH-CANDLE-CLOSE-02-HS-1",
            "BTC-CANDLE-MAX-01-HS-1",
            "BTC-CANDLE-MIN-01-HS-1",
            "BTC-CANDLE-CLOSE-01-HS-1",
            "BTC-CANDLE-MAX-01-HS-2",
            "BTC-CANDLE-MIN-01-HS-2",
            "BTC-CANDLE-CLOSE-01-HS-2",
            "ETH-CANDLE-MAX-01-HS-1",
            "ETH-CANDLE-MIN-01-HS-1",
            "ETH-CANDLE-CLOSE-01-HS-1",
            "ETH-CANDLE-MAX-01-HS-2",
            "ETH-CANDLE-MIN-01-HS-2",
            "ETH-CANDLE-CLOSE-01-HS-2",
            "BTC-VOLUME-BUY-01-HS-1");
    byte[] parameters =
        PredecessorFiles.oldest()
            .with("LIST_OF_ASSETS", "BTC,ETH")
            .with("LIST_OF_TIMEFRAMES", "02-hs,01-hs")
            .with("NUMBER_OF_ASSETS", "2")
            .with("NUMBER_OF_INDICATORS_PROPERTIES", "4")
            .with("NUMBER_OF_LABELS", "6")
            .with("NUMBER_OF_FEATURES", "19")
            .asColumns();

    CaseParameters read =
        read(parameters, PredecessorFiles.series(columns, 50, 2 * HOUR)).parameters();

    assertThat(read.labels()).isEqualTo(columns.subList(0, 6));
    assertThat(read.asset()).contains("BTC,ETH");
    assertThat(read.timeframe()).hasValueSatisfying(t -> assertThat(t.text()).isEqualTo("2h"));
    assertThat(read.featuresOn()).hasSize(19);
  }

  @Test
  void theFirstVersionsOwnSpellingOfColumnsIsKept() throws Exception {
    List<String> columns =
        List.of("BTC-candle.max-24-hs-1", "BTC-candle.min-24-hs-1", "BTC-volume.total-24-hs-1");
    byte[] parameters =
        PredecessorFiles.oldest()
            .with("LIST_OF_TIMEFRAMES", "24-hs")
            .with("NUMBER_OF_INDICATORS_PROPERTIES", "3")
            .with("NUMBER_OF_LABELS", "2")
            .with("NUMBER_OF_FEATURES", "3")
            .asRows();
    String series =
        new String(PredecessorFiles.series(columns, 50, 24 * HOUR), StandardCharsets.UTF_8);

    Case read = read(parameters, PredecessorFiles.bytes(series.replace("TIMESTAMP", "Timestamp")));

    assertThat(read.parameters().labels()).isEqualTo(columns.subList(0, 2));
    assertThat(read.series().columns()).isEqualTo(columns);
  }

  /** Its scaler knew the test rows; here a price that only they have is far beyond 1. */
  @Test
  void aScaleKnowsTheTrainingRowsAlone() throws Exception {
    String text = new String(PredecessorFiles.series(50), StandardCharsets.UTF_8);
    int last = text.lastIndexOf("   ", text.length() - 3);
    Case read =
        read(
            PredecessorFiles.oldest().asRows(),
            PredecessorFiles.bytes(text.substring(0, last) + "   9999999\r\n"));

    CaseScorer scorer = CaseScorer.of(read.parameters(), read.series());
    Samples training = scorer.samples().samples(Range.TRAINING);
    Samples last4 = scorer.samples().lastWindow().orElseThrow();

    assertThat(largest(training.inputs())).isEqualTo(1.0f);
    assertThat(largest(last4.inputs())).isGreaterThan(1000);
  }

  private static float largest(float[] numbers) {
    float largest = numbers[0];
    for (float number : numbers) {
      largest = Math.max(largest, number);
    }
    return largest;
  }

  /** Its last target was the last row once more. */
  @Test
  void noTargetIsMadeUpAndTheForecastIsOfTheNextRow() throws Exception {
    Case read = read(PredecessorFiles.oldest().asRows(), PredecessorFiles.series(50));

    CaseScorer scorer = CaseScorer.of(read.parameters(), read.series());

    assertThat(scorer.samples().targetRows(Range.VALIDATION)).endsWith(48, 49);
    assertThat(scorer.samples().forecastTime())
        .isEqualTo(read.series().lastTime().plusMillis(HOUR));
  }

  @Test
  void filesOfOtherKindsAreNotTakenForIt() {
    for (String text :
        new String[] {
          "parameter,value\r\nlags,3\r\n",
          "parameter value\n",
          "PARAMETER,VALUE\n",
          "PARAMETER\n",
          "parameter;value",
          "",
          "\n",
        }) {
      assertThat(format.recognises(PredecessorFiles.bytes(text))).as(text).isFalse();
    }
    assertThat(format.recognises(PredecessorFiles.oldest().asRows())).isTrue();
    assertThat(format.recognises(PredecessorFiles.newest().asColumns())).isTrue();
  }
}
