package dev.gridcast.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The candles of the cases: real ones, or as many made-up ones.
 *
 * @param lines of a CSV file without its header
 * @param real whether the market was
 */
record Market(List<String> lines, boolean real) {

  /** Of the real file, and as many are made up without it. */
  static final int ROWS = 20_695;

  private static final String HEADER = "open_time,open,high,low,close,volume";
  private static final long FIRST = 1_463_544_000_000L;
  private static final long FOUR_HOURS = 4 * 3_600_000L;

  /** The candles of a file, or made-up ones where there is no such file. */
  static Market of(Path file) {
    if (!Files.isReadable(file)) {
      return synthetic();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (!lines.get(0).equals(HEADER)) {
        throw new IllegalArgumentException(file + " must begin with " + HEADER);
      }
      return new Market(List.copyOf(lines.subList(1, lines.size())), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Market synthetic() {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    double close = 1_000;
    for (int row = 0; row < ROWS; row++) {
      double open = close;
      close = open * StrictMath.exp(0.01 * random.nextGaussian());
      double high = Math.max(open, close) * (1 + 0.005 * random.nextDouble());
      double low = Math.min(open, close) * (1 - 0.005 * random.nextDouble());
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%.2f,%.2f,%.2f,%.2f,%.4f",
              FIRST + row * FOUR_HOURS,
              open,
              high,
              low,
              close,
              1_000 * random.nextDouble()));
    }
    return new Market(lines, false);
  }

  /** Writes the oldest part of it. */
  void write(Path file, int rows) throws IOException {
    List<String> text = new ArrayList<>();
    text.add(HEADER);
    text.addAll(lines.subList(0, rows));
    Files.write(file, text);
  }
}
