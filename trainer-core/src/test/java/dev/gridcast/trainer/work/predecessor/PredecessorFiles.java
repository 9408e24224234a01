package dev.gridcast.trainer.work.predecessor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The predecessor's two files as it wrote them, to the byte, with changes that a test asks for. */
public final class PredecessorFiles {

  static final List<String> COLUMNS =
      List.of(
          "BTC-CANDLE-MAX-01-HS-1",
          "BTC-CANDLE-MIN-01-HS-1",
          "BTC-CANDLE-CLOSE-01-HS-1",
          "BTC-CANDLE-OPEN-01-HS-1",
          "BTC-VOLUME-BUY-01-HS-1");

  private static final long FIRST_TIME = 1502942400000L;
  private static final long HOUR = 3_600_000;
  private static final String END = "\r\n";

  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** The parameters that every generation had, in their order. */
  private PredecessorFiles() {
    parameters.put("LIST_OF_ASSETS", "BTC");
    parameters.put("LIST_OF_TIMEFRAMES", "01-hs");
    parameters.put("NUMBER_OF_INDICATORS_PROPERTIES", "5");
    parameters.put("NUMBER_OF_LAG_TIMESTEPS", "4");
    parameters.put("NUMBER_OF_ASSETS", "1");
    parameters.put("NUMBER_OF_LABELS", "3");
    parameters.put("PERCENTAGE_OF_DATASET_FOR_TRAINING", "80");
    parameters.put("NUMBER_OF_FEATURES", "5");
    parameters.put("NUMBER_OF_EPOCHS", "3");
    parameters.put("NUMBER_OF_LSTM_NEURONS", "6");
  }

  /** Ten parameters. */
  public static PredecessorFiles oldest() {
    return new PredecessorFiles();
  }

  /** The ten, those of the other model, and switches. */
  public static PredecessorFiles newest() {
    PredecessorFiles files = new PredecessorFiles();
    files
        .with("TIMESTEPS_TO_TRAIN", "10000000")
        .with("OBSERVATION_WINDOW_SIZE", "24")
        .with("INITIAL_QUOTE_ASSET", "1000")
        .with("INITIAL_BASE_ASSET", "0")
        .with("TRADING_FEE", "0.01")
        .with("ENV_NAME", "SimpleTrading")
        .with("ENV_VERSION", "1")
        .with("REWARD_FUNCTION", "unused")
        .with("EXPLORE_ON_EVAL", "unused")
        .with("ALGORITHM", "PPO")
        .with("ROLLOUT_FRAGMENT_LENGTH", "200")
        .with("TRAIN_BATCH_SIZE", "2048")
        .with("SGD_MINIBATCH_SIZE", "64")
        .with("BATCH_MODE", "complete_episodes")
        .with("FC_SIZE", "256")
        .with("LEARNING_RATE", "0.00001")
        .with("GAMMA", "0.95")
        .with("CANDLES_CANDLES-VOLUMES_CANDLES_CANDLE_MAX", "ON")
        .with("CANDLES_CANDLES-VOLUMES_CANDLES_CANDLE_MIN", "ON")
        .with("CANDLES_CANDLES-VOLUMES_CANDLES_CANDLE_CLOSE", "ON")
        .with("HOUR_OF_DAY", "OFF")
        .with("DAY_OF_MONTH", "OFF")
        .with("DAY_OF_WEEK", "OFF")
        .with("WEEK_OF_YEAR", "OFF")
        .with("MONTH_OF_YEAR", "OFF")
        .with("YEAR", "OFF")
        .with("CANDLES_CANDLES-VOLUMES_CANDLES_CANDLE_OPEN", "ON")
        .with("CANDLES_CANDLES-VOLUMES_VOLUMES_VOLUME_BUY", "ON")
        .with("ALTERNATIVE.ME_API_FEAR-AND-GREED_FEAR-AND-GREED-INDICATOR_FEARGREED_VALUE", "OFF");
    return files;
  }

  PredecessorFiles with(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  PredecessorFiles without(String name) {
    parameters.remove(name);
    return this;
  }

  PredecessorFiles renamed(String name, String other) {
    Map<String, String> old = new LinkedHashMap<>(parameters);
    parameters.clear();
    old.forEach((key, value) -> parameters.put(key.equals(name) ? other : key, value));
    return this;
  }

  /** The shape of the first generation: a row each, three spaces between name and value. */
  public byte[] asRows() {
    StringBuilder text = new StringBuilder("PARAMETER   VALUE").append(END);
    parameters.forEach((name, value) -> text.append(name + "   " + value).append(END));
    return bytes(text.toString());
  }

  /** The shape of the second generation: a line of names, a line of values, single spaces. */
  public byte[] asColumns() {
    return bytes(
        String.join(" ", parameters.keySet()) + END + String.join(" ", parameters.values()) + END);
  }

  /** An hourly series of these columns. */
  public static byte[] series(int rows) {
    return series(COLUMNS, rows, HOUR);
  }

  /** A series of candles that go up and down. */
  static byte[] series(List<String> columns, int rows, long step) {
    StringBuilder text = new StringBuilder("TIMESTAMP   " + String.join("   ", columns) + END);
    for (int row = 0; row < rows; row++) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(FIRST_TIME + row * step));
      for (int column = 0; column < columns.size(); column++) {
        cells.add(String.valueOf(4300 + 100 * StrictMath.sin(0.7 * row + column) + column));
      }
      text.append(String.join("   ", cells)).append(END);
    }
    return bytes(text.toString());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
