package dev.gridcast.trainer.work.predecessor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.work.ParametersException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of both files, missing, misspelt, out of range or of another kind. */
final class PredecessorMistakesTest {

  private static final byte[] SERIES = PredecessorFiles.series(50);

  private static void read(byte[] parameters, byte[] series) throws Exception {
    new PredecessorFormat().read(parameters, "parameters.csv", series, "time-series.csv");
  }

  private static void assertParametersRefused(byte[] parameters, String message) {
    assertThatThrownBy(() -> read(parameters, SERIES))
        .isInstanceOf(ParametersException.class)
        .hasMessageContaining(message);
  }

  private static void assertSeriesRefused(String series, String message) {
    assertThatThrownBy(
            () -> read(PredecessorFiles.oldest().asRows(), PredecessorFiles.bytes(series)))
        .isInstanceOf(SeriesException.class)
        .hasMessage(message);
  }

  static List<String> required() {
    return List.of(
        "LIST_OF_ASSETS",
        "LIST_OF_TIMEFRAMES",
        "NUMBER_OF_INDICATORS_PROPERTIES",
        "NUMBER_OF_LAG_TIMESTEPS",
        "NUMBER_OF_ASSETS",
        "NUMBER_OF_LABELS",
        "PERCENTAGE_OF_DATASET_FOR_TRAINING",
        "NUMBER_OF_FEATURES",
        "NUMBER_OF_EPOCHS",
        "NUMBER_OF_LSTM_NEURONS");
  }

  @ParameterizedTest
  @MethodSource("required")
  void everyParameterMustBeThere(String name) {
    assertParametersRefused(
        PredecessorFiles.oldest().without(name).asRows(),
        "parameters.csv: " + name + " is missing");
    assertParametersRefused(
        PredecessorFiles.newest().without(name).asColumns(),
        "parameters.csv: " + name + " is missing");
  }

  @ParameterizedTest
  @MethodSource("required")
  void everyMisspeltParameterIsNamedWithTheNearest(String name) {
    String misspelt = name.replace("_OF_", "_FO_");
    int line = required().indexOf(name) + 2;

    assertParametersRefused(
        PredecessorFiles.oldest().renamed(name, misspelt).asRows(),
        "parameters.csv:"
            + line
            + ": unknown parameter \""
            + misspelt
            + "\"; did you mean \""
            + name
            + "\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "NUMBER_OF_LAG_TIMESTEPS | 0 | 5: NUMBER_OF_LAG_TIMESTEPS: parameter \"lags\" must be a whole number from 1 to 10000: \"0\"",
        "NUMBER_OF_LAG_TIMESTEPS | 2.5 | 5: NUMBER_OF_LAG_TIMESTEPS: parameter \"lags\" must be a whole number from 1 to 10000: \"2.5\"",
        "NUMBER_OF_LAG_TIMESTEPS | NaN | 5: NUMBER_OF_LAG_TIMESTEPS: parameter \"lags\" must be a whole number",
        "NUMBER_OF_LAG_TIMESTEPS | undefined | 5: NUMBER_OF_LAG_TIMESTEPS: parameter \"lags\" must be a whole number",
        "PERCENTAGE_OF_DATASET_FOR_TRAINING | 100 | 8: PERCENTAGE_OF_DATASET_FOR_TRAINING: parameter \"training-percent\" must be a whole number from 1 to 99: \"100\"",
        "PERCENTAGE_OF_DATASET_FOR_TRAINING | 0.8 | 8: PERCENTAGE_OF_DATASET_FOR_TRAINING: parameter \"training-percent\" must be a whole number",
        "NUMBER_OF_EPOCHS | -1 | 10: NUMBER_OF_EPOCHS: parameter \"epochs\" must be a whole number from 1 to 10000: \"-1\"",
        "NUMBER_OF_EPOCHS | many | 10: NUMBER_OF_EPOCHS: parameter \"epochs\" must be a whole number",
        "NUMBER_OF_LSTM_NEURONS | 1e9 | 11: NUMBER_OF_LSTM_NEURONS: parameter \"units\" must be a whole number",
        "NUMBER_OF_LSTM_NEURONS | Infinity | 11: NUMBER_OF_LSTM_NEURONS: parameter \"units\" must be a whole number",
        "LIST_OF_ASSETS | ETH | 2: LIST_OF_ASSETS does not name \"BTC\", which has columns in time-series.csv",
        "LIST_OF_ASSETS | BTC,ETH | 2: LIST_OF_ASSETS names \"ETH\", which has no column in time-series.csv",
        "LIST_OF_ASSETS | BTC,BTC | 2: LIST_OF_ASSETS must be names separated by commas, each once: \"BTC,BTC\"",
        "LIST_OF_ASSETS | BTC, | 2: LIST_OF_ASSETS must be names separated by commas, each once: \"BTC,\"",
        "LIST_OF_TIMEFRAMES | 1h | 3: LIST_OF_TIMEFRAMES: \"1h\" is none of [01-hs, 02-hs, 03-hs, 04-hs, 06-hs, 08-hs, 12-hs, 24-hs]",
        "LIST_OF_TIMEFRAMES | 02-hs | 3: LIST_OF_TIMEFRAMES does not name \"01-HS\", which has columns in time-series.csv; did you mean \"02-HS\"?",
        "LIST_OF_TIMEFRAMES | 01-hs,02-hs | 3: LIST_OF_TIMEFRAMES names \"02-HS\", which has no column in time-series.csv",
      })
  void everyValueOutOfItsRangeIsToldAtItsLine(String name, String value, String message) {
    assertParametersRefused(
        PredecessorFiles.oldest().with(name, value).asRows(), "parameters.csv:" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMBER_OF_FEATURES | 9 | is 9, but time-series.csv has 5 columns of data",
        "NUMBER_OF_ASSETS | 2 | is 2, but time-series.csv has 1 assets",
        "NUMBER_OF_LABELS | 4 | is 4, but time-series.csv has 3 columns of candles' max, min and close",
        "NUMBER_OF_LABELS | 0 | is 0, but time-series.csv has 3 columns",
        "NUMBER_OF_INDICATORS_PROPERTIES | 7 | is 7, but time-series.csv has 5 properties per asset",
        "NUMBER_OF_FEATURES | five | must be a whole number: \"five\"",
        "NUMBER_OF_ASSETS | -1 | must be a whole number: \"-1\"",
        "NUMBER_OF_LABELS | 3.0 | must be a whole number: \"3.0\"",
        "NUMBER_OF_INDICATORS_PROPERTIES | NaN | must be a whole number: \"NaN\"",
      })
  void aCountThatDisagreesWithTheFileIsToldWithBoth(String name, String value, String message) {
    assertParametersRefused(
        PredecessorFiles.newest().with(name, value).asColumns(),
        "parameters.csv:2: " + name + " " + message);
  }

  @Test
  void aSwitchThatHadNoColumnIsMissedInTheCount() {
    assertParametersRefused(
        PredecessorFiles.newest().with("HOUR_OF_DAY", "ON").asColumns(),
        "parameters.csv:2: NUMBER_OF_INDICATORS_PROPERTIES is 5, but 6 switches are ON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOUR_OF_DAY | on | HOUR_OF_DAY must be ON or OFF: \"on\"",
        "A_B_C_D_E | 1 | unknown parameter \"A_B_C_D_E\"; were it the switch of a column, it would be ON or OFF, not \"1\"",
        "A_B_C_D | ON | unknown parameter \"A_B_C_D\"",
        "GAMA | 0.5 | unknown parameter \"GAMA\"; did you mean \"GAMMA\"?",
        "HOUR_OF_DAYS | ON | unknown parameter \"HOUR_OF_DAYS\"; did you mean \"HOUR_OF_DAY\"?",
      })
  void whatIsNoParameterIsNotPassedOver(String name, String value, String message) {
    assertParametersRefused(
        PredecessorFiles.newest().with(name, value).asColumns(), "parameters.csv:2: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "PARAMETR   VALUE\\nGAMMA   1 | :1: the header must be \"PARAMETER   VALUE\", not \"PARAMETR VALUE\"",
        "PARAMETER   VALUE   UNIT\\n | :1: the header must be",
        "PARAMETER   VALUE\\nGAMMA | :2: GAMMA has no value",
        "PARAMETER   VALUE\\n\\nGAMMA   1   2 | :3: a row has a name and a value, but this one has 3 words: \"GAMMA 1 2\"; lists are separated by commas",
        "PARAMETER   VALUE\\nGAMMA   1\\nGAMMA   1 | :3: GAMMA comes twice",
        "GAMMA FC_SIZE\\n1 | :2: 1 values for the 2 names in the first line",
        "GAMMA FC_SIZE\\n1 2 3 | :2: 3 values for the 2 names in the first line",
        "GAMMA FC_SIZE | :1: the names stand in the first line and the values in the second, but there are 1 lines",
        "GAMMA FC_SIZE\\n1 2\\n3 4 | :3: the names stand in the first line and the values in the second, but there are 3 lines",
        "GAMMA GAMMA\\n1 1 | :2: GAMMA comes twice",
        "GAMMA FC_SIZE\\n1 2 | : LIST_OF_ASSETS is missing, which is \"asset\" here",
      })
  void anotherShapeIsNone(String text, String message) {
    assertParametersRefused(
        PredecessorFiles.bytes(text.replace("\\n", "\r\n")), "parameters.csv" + message);
  }

  @Test
  void parametersThatAreNoTextAreNone() {
    byte[] bytes = PredecessorFiles.oldest().asRows();
    bytes[bytes.length - 3] = (byte) 0xFF;

    assertParametersRefused(bytes, "parameters.csv: is not UTF-8 text");
  }

  @Test
  void everyWrongCellIsToldWithItsLineAndItsColumn() {
    String good = new String(SERIES, StandardCharsets.UTF_8);
    List<String> lines = good.lines().toList();
    String line = lines.get(6);
    String[] cells = line.split("   ", -1);
    String where = "time-series.csv:7: column \"BTC-CANDLE-CLOSE-01-HS-1\": ";

    assertSeriesRefused(
        good.replace(cells[3], "NaN"),
        where + "\"NaN\" is not a finite number; remove the row or fill in the number");
    assertSeriesRefused(
        good.replace(cells[3], "Infinity"),
        where + "\"Infinity\" is not a finite number; remove the row or fill in the number");
    assertSeriesRefused(
        good.replace(cells[3], "undefined"),
        where + "\"undefined\" is not a number; write it with digits and a dot, like 1234.5");
    assertSeriesRefused(
        good.replace(cells[3], ""),
        where + "the cell is empty; fill in the number or remove the row");
    assertSeriesRefused(
        good.replace(line, line.substring(0, line.lastIndexOf(' ') + 1)),
        "time-series.csv:7: column \"BTC-VOLUME-BUY-01-HS-1\": the cell is empty; fill in the"
            + " number or remove the row");
    assertSeriesRefused(
        good.replace(line, line + "   1"),
        "time-series.csv:7: 7 fields where the header has 6; every row needs one field per column");
    assertSeriesRefused(
        good.replace(line, cells[0] + "   " + cells[1]),
        "time-series.csv:7: 2 fields where the header has 6; every row needs one field per column");
    assertSeriesRefused(
        good.replace(cells[3], cells[3].replace('.', ',')),
        "time-series.csv:7: holds a comma or a quote, but a file that belongs to such a"
            + " parameters.csv is separated by spaces: \""
            + line.replace(cells[3], cells[3].replace('.', ',')).substring(0, 40)
            + "…\"");
    assertSeriesRefused(
        good.replace(cells[0], "2017-08-17T09:00:00Z"),
        "time-series.csv:7: column \"TIMESTAMP\": \"2017-08-17T09:00:00Z\" is not a time in"
            + " milliseconds since 1970, like 1502942400000");
    assertSeriesRefused(
        good.replace(cells[0], lines.get(5).split("   ", -1)[0]),
        "time-series.csv:7: column \"TIMESTAMP\": \"1502956800000\" is the same time as in the"
            + " row above; remove one of the two rows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "TIMESTAMP   | TIMESTAM   | the header must begin with TIMESTAMP, not \"TIMESTAM\"",
        "TIMESTAMP   | time,open  | holds a comma or a quote",
        "CANDLE-MIN | CANDLE-MAX | the header names \"BTC-CANDLE-MAX-01-HS-1\" twice; rename one",
        "BTC-VOLUME-BUY-01-HS-1 | VOLUME | column \"VOLUME\" is not named ASSET-OBJECT-PROPERTY-TIMEFRAME-n, like BTC-CANDLE-MAX-01-HS-1",
        "BTC-VOLUME-BUY-01-HS-1 | BTC-VOLUME-BUY-05-HS-1 | column \"BTC-VOLUME-BUY-05-HS-1\" is not named",
        "BTC-VOLUME-BUY-01-HS-1 | BTC-VOLUME-BUY-01-HS | column \"BTC-VOLUME-BUY-01-HS\" is not named",
      })
  void anotherHeaderIsNone(String old, String other, String message) {
    String series = new String(SERIES, StandardCharsets.UTF_8).replaceFirst(old, other);

    assertThatThrownBy(
            () -> read(PredecessorFiles.oldest().asRows(), PredecessorFiles.bytes(series)))
        .isInstanceOf(SeriesException.class)
        .hasMessageStartingWith("time-series.csv:1: " + message);
  }

  @Test
  void aSeriesWithoutRowsOrWithoutAnythingIsNone() {
    assertSeriesRefused("", "time-series.csv is empty; it needs a header and rows");
    assertSeriesRefused("\r\n\r\n", "time-series.csv is empty; it needs a header and rows");
    assertSeriesRefused(
        new String(SERIES, StandardCharsets.UTF_8).lines().findFirst().orElseThrow(),
        "time-series.csv has a header but no rows");
  }
}
