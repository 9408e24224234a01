package dev.gridcast.server.experiment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gridcast.trainer.series.Names;
import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.series.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the prices come from: a CSV file, or the generator of made-up markets. */
sealed interface DataSource {

  /** The columns there are, without the time. */
  List<String> columns();

  /** These columns of all rows. */
  TimeSeries read(List<String> columns) throws ExperimentException;

  /** What to call it in messages and descriptions. */
  String name();

  /** The length of a candle, where the source itself fixes it. */
  Optional<Timeframe> timeframe();

  /**
   * A file of candles or other numbers over time.
   *
   * @param name the file, as it was found
   */
  record CsvFile(Path file, String name, String timeColumn, List<String> columns)
      implements DataSource {

    static final String STANDARD_TIME = "open_time";

    static CsvFile read(Value fileValue, Optional<Value> timeValue, Path experiment)
        throws ExperimentException {
      Path file = resolve(fileValue, experiment);
      String time = timeValue.isPresent() ? timeValue.get().text() : STANDARD_TIME;
      List<String> header = header(fileValue, file);
      if (!header.contains(time)) {
        throw timeValue
            .orElse(fileValue)
            .problem(
                "no time column "
                    + Value.quoted(time)
                    + " in "
                    + file
                    + Names.didYouMean(time, header)
                    + " (it has "
                    + String.join(", ", header)
                    + "); name the time column with data.time");
      }
      List<String> columns = new ArrayList<>(header);
      columns.remove(time);
      return new CsvFile(file, file.toString(), time, List.copyOf(columns));
    }

    private static Path resolve(Value value, Path experiment) throws ExperimentException {
      Path file;
      try {
        file = experiment.resolveSibling(value.text()).normalize();
      } catch (InvalidPathException e) {
        throw value.problem(Value.quoted(value.text()) + " is not a file name", e);
      }
      if (!Files.isRegularFile(file)) {
        throw value.problem(
            "there is no file "
                + file
                + "; the path is taken from the folder of the experiment file, "
                + file.toAbsolutePath().normalize()
                + " in full");
      }
      return file;
    }

    private static List<String> header(Value value, Path file) throws ExperimentException {
      try (CsvReader<CsvRecord> reader =
          CsvReader.builder().detectBomHeader(true).ofCsvRecord(file)) {
        for (CsvRecord first : reader) {
          return List.copyOf(first.getFields());
        }
      } catch (IOException | UncheckedIOException | CsvParseException e) {
        throw value.problem("cannot read " + file + ": " + oneLine(e), e);
      }
      throw value.problem(file + " is empty; its first line must name the columns");
    }

    private static String oneLine(Exception e) {
      return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    @Override
    public TimeSeries read(List<String> wanted) throws ExperimentException {
      ReadOptions options =
          ReadOptions.defaults().withTimeColumn(timeColumn).withNumericColumns(wanted);
      try {
        return SeriesCsv.read(file, options);
      } catch (SeriesException e) {
        // It already says which line of which file.
        throw new ExperimentException(String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public Optional<Timeframe> timeframe() {
      return Optional.empty();
    }
  }

  /** The generator. */
  record Synthetic(SyntheticMarket.Recipe recipe, Timeframe candle) implements DataSource {

    private static final List<String> KEYS = List.of("rows", "seed", "timeframe", "start", "price");
    private static final int MAX_ROWS = 1_000_000;
    private static final int MAX_PRICE = 1_000_000;
    private static final Instant STANDARD_START = Instant.parse("2024-01-01T00:00:00Z");

    static Synthetic read(Value value, long experimentSeed) throws ExperimentException {
      Section section = value.section(KEYS);
      Optional<Value> rows = section.find("rows");
      Optional<Value> seed = section.find("seed");
      Optional<Value> timeframe = section.find("timeframe");
      Optional<Value> start = section.find("start");
      Optional<Value> price = section.find("price");
      Timeframe candle = DataSection.timeframe(timeframe, "1h");
      SyntheticMarket.Recipe recipe =
          new SyntheticMarket.Recipe(
              rows.isPresent() ? (int) rows.get().whole(10, MAX_ROWS) : 1_500,
              seed.isPresent() ? seed.get().whole(Long.MIN_VALUE, Long.MAX_VALUE) : experimentSeed,
              candle.step(),
              start.isPresent() ? instant(start.get()) : STANDARD_START,
              price.isPresent() ? price.get().whole(1, MAX_PRICE) : 20_000);
      return new Synthetic(recipe, candle);
    }

    private static Instant instant(Value value) throws ExperimentException {
      try {
        return Instant.parse(value.text());
      } catch (DateTimeException e) {
        throw value.problem(
            Value.quoted(value.text()) + " is not a time; write it like 2024-01-01T00:00:00Z", e);
      }
    }

    @Override
    public List<String> columns() {
      return SyntheticMarket.COLUMNS;
    }

    @Override
    public TimeSeries read(List<String> wanted) {
      return SyntheticMarket.generate(recipe).select(wanted);
    }

    @Override
    public String name() {
      return "a synthetic market (seed " + recipe.seed() + ")";
    }

    @Override
    public Optional<Timeframe> timeframe() {
      return Optional.of(candle);
    }
  }
}
