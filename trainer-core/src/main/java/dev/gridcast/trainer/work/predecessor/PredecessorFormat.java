package dev.gridcast.trainer.work.predecessor;

import dev.gridcast.trainer.series.Names;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseFormat;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.predecessor.Columns.Column;
import dev.gridcast.trainer.work.predecessor.Name.Role;
import dev.gridcast.trainer.work.predecessor.ParametersFile.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a work folder of Bitcoin-Factory's LSTM as a case of ours: one LSTM layer and a dense one,
 * prices scaled by their least and largest value, mean absolute error, Adam at its default rate,
 * batches of 72 in the order of time. All columns are features; the first ones are the labels.
 *
 * <p>Three things are done otherwise, since they let the test range into the training or its
 * figures, and the notes of the case say so: scales are fitted on the training rows alone, the last
 * row is not doubled, and the figures are called those of a validation range.
 */
public final class PredecessorFormat implements CaseFormat {

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

  /** What stood in its program, not in its files. */
  private static final Map<String, String> METHOD =
      Map.of(
          "model", "lstm",
          "layers", "1",
          "dropout", "0",
          "target", "price",
          "scaler", "minmax",
          "loss", "mae",
          "optimizer", "adam",
          "learning-rate", "0.001",
          "schedule", "constant",
          "batch", "72");

  @Override
  public boolean recognises(byte[] parameters) {
    return ParametersFile.recognises(parameters);
  }

  @Override
  public Case read(byte[] parameters, String parametersSource, byte[] series, String seriesSource)
      throws ParametersException, SeriesException {
    ParametersFile file = ParametersFile.parse(parameters, parametersSource);
    for (Role role : List.of(Role.ALIAS, Role.COUNT)) {
      for (Name name : Name.all(role)) {
        file.required(name);
      }
    }
    TimeSeries table = SeriesFile.parse(series, seriesSource);
    Columns columns = columns(table, seriesSource);
    List<String> labels = new Counts(file, columns, seriesSource).labels();
    CaseParameters converted = converted(file, columns, seriesSource, labels);
    return new Case(converted, table, Notes.of(file, converted));
  }

  private static Columns columns(TimeSeries table, String source) throws SeriesException {
    List<Column> columns = new ArrayList<>();
    for (String name : table.columns()) {
      columns.add(
          Column.of(name)
              .orElseThrow(
                  () ->
                      new SeriesException(
                          source
                              + ":1: column \""
                              + name
                              + "\" is not named ASSET-OBJECT-PROPERTY-TIMEFRAME-n, like"
                              + " BTC-CANDLE-MAX-01-HS-1, with a timeframe among "
                              + Columns.TIMEFRAMES.keySet())));
    }
    return new Columns(columns);
  }

  private static CaseParameters converted(
      ParametersFile file, Columns columns, String seriesSource, List<String> labels)
      throws ParametersException {
    Map<String, String> ours = new LinkedHashMap<>(METHOD);
    for (Name name : Name.all(Role.ALIAS)) {
      ours.put(name.ours(), file.required(name).text());
    }
    listed(file, Name.LIST_OF_ASSETS, columns.assets(), seriesSource);
    ours.put(Name.LIST_OF_TIMEFRAMES.ours(), largestTimeframe(file, columns, seriesSource));
    ours.put("labels", String.join(",", labels));
    columns.names().forEach(name -> ours.put("feature." + name, "on"));
    try {
      return CaseParameters.of(ours);
    } catch (ParametersException e) {
      throw inTheirWords(file, String.valueOf(e.getMessage()));
    }
  }

  /** The distance between rows: those of shorter candles hold several of them. */
  private static String largestTimeframe(ParametersFile file, Columns columns, String seriesSource)
      throws ParametersException {
    Value value = file.required(Name.LIST_OF_TIMEFRAMES);
    for (String timeframe : words(value)) {
      if (!Columns.TIMEFRAMES.containsKey(timeframe)) {
        throw file.at(
            value.line(),
            Name.LIST_OF_TIMEFRAMES
                + ": \""
                + timeframe.toLowerCase(Locale.ROOT)
                + "\" is none of "
                + Columns.TIMEFRAMES.keySet().toString().toLowerCase(Locale.ROOT));
      }
    }
    Set<String> listed = listed(file, Name.LIST_OF_TIMEFRAMES, columns.timeframes(), seriesSource);
    long hours =
        listed.stream().mapToLong(name -> Columns.lengthOf(name).toHours()).max().orElseThrow();
    return hours + "h";
  }

  /** The list, which must be that of the series' columns, in whatever order. */
  private static Set<String> listed(
      ParametersFile file, Name name, Collection<String> inSeries, String seriesSource)
      throws ParametersException {
    Value value = file.required(name);
    Set<String> listed = new LinkedHashSet<>(words(value));
    if (listed.size() < words(value).size() || listed.contains("")) {
      throw file.at(
          value.line(),
          name
              + " must be names separated by commas, each once: "
              + ParametersFile.shown(List.of(value.text())));
    }
    for (String word : inSeries) {
      if (!listed.contains(word)) {
        throw file.at(
            value.line(),
            name
                + " does not name \""
                + word
                + "\", which has columns in "
                + seriesSource
                + Names.didYouMean(word, listed));
      }
    }
    for (String word : listed) {
      if (!inSeries.contains(word)) {
        throw file.at(
            value.line(), name + " names \"" + word + "\", which has no column in " + seriesSource);
      }
    }
    return listed;
  }

  private static List<String> words(Value value) {
    return Arrays.asList(value.text().toUpperCase(Locale.ROOT).split(",", -1));
  }

  /**
   * What our own check says of a parameter, at the place and by the name that it has in the file.
   */
  private static ParametersException inTheirWords(ParametersFile file, String message)
      throws ParametersException {
    Optional<Name> meant =
        Name.all(Role.ALIAS).stream()
            .filter(name -> message.contains('"' + name.ours() + '"'))
            .findFirst();
    if (meant.isEmpty()) {
      return new ParametersException(file.source() + ": " + message);
    }
    return file.at(file.required(meant.get()).line(), meant.get() + ": " + message);
  }

  /** A whole number without a sign. */
  static int count(ParametersFile file, Name name) throws ParametersException {
    Value value = file.required(name);
    if (!COUNT.matcher(value.text()).matches()) {
      throw file.at(
          value.line(),
          name + " must be a whole number: " + ParametersFile.shown(List.of(value.text())));
    }
    return Integer.parseInt(value.text());
  }
}
