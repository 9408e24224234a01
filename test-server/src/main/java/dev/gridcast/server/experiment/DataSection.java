package dev.gridcast.server.experiment;

import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.Timeframe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The key {@code data} of the experiment file.
 *
 * @param where the key itself, for messages
 * @param asset what is traded, as a name
 * @param timeframe the step of the table, where it is given
 * @param gaps what to do with gaps, where it is said
 */
record DataSection(
    Section where,
    DataSource source,
    Optional<String> asset,
    Optional<Value> timeframeValue,
    Optional<Timeframe> timeframe,
    Optional<GapPolicy> gaps) {

  private static final List<String> FILE_KEYS =
      List.of("file", "time", "asset", "timeframe", "gaps");
  private static final List<String> SYNTHETIC_KEYS = List.of("synthetic", "asset");
  private static final List<String> ALL_KEYS =
      List.of("file", "synthetic", "time", "asset", "timeframe", "gaps");

  static DataSection read(Value value, Path experiment, long seed) throws ExperimentException {
    Section section = value.section(ALL_KEYS);
    Optional<Value> file = section.find("file");
    Optional<Value> synthetic = section.find("synthetic");
    if (file.isPresent() == synthetic.isPresent()) {
      throw value.problem(
          file.isPresent()
              ? "has both file and synthetic; keep the one that is meant"
              : "has neither file nor synthetic; write \"file: prices.csv\" or \"synthetic: {rows: 1500}\"");
    }
    for (String key : ALL_KEYS) {
      Optional<Value> extra = section.find(key);
      if (extra.isPresent() && !(file.isPresent() ? FILE_KEYS : SYNTHETIC_KEYS).contains(key)) {
        throw extra
            .get()
            .problem(
                key.equals("timeframe")
                    ? "a synthetic market takes its timeframe inside: synthetic: {timeframe: 1h}"
                    : "means nothing with a synthetic market; remove it");
      }
    }
    DataSource source =
        file.isPresent()
            ? DataSource.CsvFile.read(file.get(), section.find("time"), experiment)
            : DataSource.Synthetic.read(synthetic.orElseThrow(), seed);
    Optional<Value> asset = section.find("asset");
    Optional<Value> timeframe = section.find("timeframe");
    Optional<Value> gaps = section.find("gaps");
    return new DataSection(
        section,
        source,
        asset.isPresent() ? Optional.of(asset.get().text()) : Optional.empty(),
        timeframe,
        timeframe.isPresent() ? Optional.of(timeframe(timeframe, "")) : source.timeframe(),
        gaps.isPresent() ? Optional.of(GapPolicy.read(gaps.get())) : Optional.empty());
  }

  /** The timeframe that is written, or else the standard one. */
  static Timeframe timeframe(Optional<Value> value, String standard) throws ExperimentException {
    try {
      return Timeframe.parse(value.isPresent() ? value.get().text() : standard);
    } catch (SeriesException e) {
      if (value.isPresent()) {
        throw value.get().problem(String.valueOf(e.getMessage()), e);
      }
      throw new IllegalArgumentException("no timeframe: " + standard, e);
    }
  }
}
