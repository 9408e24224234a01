package dev.gridcast.trainer.work;

import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A small market that can be learned, and a case about it. */
public final class TestCases {

  private static final long START = 1_500_001_200_000L;
  private static final long HOUR = 3_600_000;

  private TestCases() {}

  /** Hourly candles whose return follows a season of a day, with a little noise. */
  public static TimeSeries market(int rows) {
    Random random = new Random(7);
    long[] times = new long[rows];
    double[] open = new double[rows];
    double[] high = new double[rows];
    double[] low = new double[rows];
    double[] close = new double[rows];
    double price = 100;
    for (int row = 0; row < rows; row++) {
      times[row] = START + row * HOUR;
      open[row] = price;
      price *= Math.exp(0.004 * Math.sin(2 * Math.PI * row / 24) + 0.0005 * random.nextGaussian());
      close[row] = price;
      high[row] = Math.max(open[row], price) * 1.0005;
      low[row] = Math.min(open[row], price) * 0.9995;
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("open", open);
    columns.put("high", high);
    columns.put("low", low);
    columns.put("close", close);
    return TimeSeries.of(times, columns);
  }

  /** Everything that a case must say, and the price columns. */
  public static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("timeframe", "1h");
    texts.put("labels", "high,low,close");
    texts.put("price-columns", "open,high,low,close");
    texts.put("feature.close", "on");
    texts.put("feature.high", "on");
    texts.put("feature.low", "off");
    texts.put("lags", "6");
    texts.put("units", "8");
    texts.put("epochs", "4");
    texts.put("learning-rate", "0.01");
    texts.put("seed", "42");
    return texts;
  }

  public static CaseParameters parameters(String... changes) throws ParametersException {
    Map<String, String> texts = texts();
    for (int i = 0; i < changes.length; i += 2) {
      texts.put(changes[i], changes[i + 1]);
    }
    return CaseParameters.of(texts);
  }

  /** The same for a naive model, which has no inputs and nothing to fit. */
  public static CaseParameters naive(String... changes) throws ParametersException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("timeframe", "1h");
    texts.put("labels", "high,low,close");
    for (int i = 0; i < changes.length; i += 2) {
      texts.put(changes[i], changes[i + 1]);
    }
    return CaseParameters.of(texts);
  }

  /** Writes both files of a case. */
  public static WorkFolder folder(Path directory, TimeSeries series, String... changes)
      throws IOException, ParametersException, SeriesException {
    WorkFolder folder = WorkFolder.of(directory);
    Files.write(folder.parameters(), parameters(changes).toCsv());
    Files.write(folder.series(), SeriesCsv.canonicalBytes(series));
    return folder;
  }
}
