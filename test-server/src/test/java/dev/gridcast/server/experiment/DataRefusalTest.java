package dev.gridcast.server.experiment;

import static dev.gridcast.server.experiment.Refusal.START;

import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the data, the features or the number of rows is said in one line. */
@SuppressWarnings(
    "StringConcatToTextBlock") // The tail of a file reads better beside its constant head.
class DataRefusalTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  static Path folder;

  private static final String FILE = "name: t\ndata: {file: candles.csv, time: time}\n";

  @BeforeAll
  static void writeFiles() throws Exception {
    TimeSeries candles =
        SyntheticMarket.generate(
            new SyntheticMarket.Recipe(
                300, 1, Duration.ofHours(1), Instant.parse("2024-01-01T00:00:00Z"), 100));
    String csv = new String(SeriesCsv.canonicalBytes(candles), StandardCharsets.UTF_8);
    write("candles.csv", csv);
    List<String> lines = new ArrayList<>(csv.lines().toList());
    write("text.csv", csv.replace(lines.get(5), "2024-01-01T04:00:00Z,1,2,x,1,5"));
    write("twice.csv", csv.replace(lines.get(5), lines.get(5) + "\r\n" + lines.get(5)));
    write("unordered.csv", csv.replace(lines.get(5) + "\r\n", "") + lines.get(5) + "\r\n");
    write("negative.csv", csv.replace(lines.get(5), "2024-01-01T04:00:00Z,1,2,3,-1,5"));
    write(
        "gaps.csv",
        csv.replace(lines.get(5) + "\r\n", "")
            .replace(lines.get(50) + "\r\n" + lines.get(51) + "\r\n", ""));
    write("near.csv", csv.replace(lines.get(6), lines.get(6).replace("05:00:00", "04:30:00")));
    write("empty.csv", "");
    write("comma.csv", csv.replace("time,open,", "time,\"op,en\","));
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @TestFactory
  Stream<DynamicTest> mistakesInTheData() {
    return Refusal.tests(folder, data());
  }

  @TestFactory
  Stream<DynamicTest> mistakesInTheFeatures() {
    return Refusal.tests(folder, features());
  }

  @TestFactory
  Stream<DynamicTest> tooFewRows() {
    return Refusal.tests(folder, rows());
  }

  private static List<Refusal> data() {
    return List.of(
        new Refusal(
            "data without a source",
            "name: t\ndata: {asset: BTC}\n",
            "exp.yaml:2: data: has neither file nor synthetic; write \"file: prices.csv\" or \"synthetic: {rows: 1500}\""),
        new Refusal(
            "data with two sources",
            "name: t\ndata: {file: a.csv, synthetic: {}}\n",
            "exp.yaml:2: data: has both file and synthetic; keep the one that is meant"),
        new Refusal(
            "a missing data file",
            "name: t\ndata:\n  file: candels.csv\n",
            "exp.yaml:3: data.file: there is no file candels.csv; the path is taken from the folder of the experiment file, candels.csv in full"),
        new Refusal(
            "an empty data file",
            "name: t\ndata:\n  file: empty.csv\n",
            "exp.yaml:3: data.file: empty.csv is empty; its first line must name the columns"),
        new Refusal(
            "a missing time column",
            "name: t\ndata: {file: candles.csv}\n",
            "exp.yaml:2: data.file: no time column \"open_time\" in candles.csv; did you mean \"open\"? (it has time, open, high, low, close, volume); name the time column with data.time"),
        new Refusal(
            "text in the data",
            "name: t\ndata: {file: text.csv, time: time}\n",
            "text.csv:6: column \"low\": \"x\" is not a number; write it with digits and a dot, like 1234.5"),
        new Refusal(
            "a time twice",
            "name: t\ndata: {file: twice.csv, time: time}\n",
            "twice.csv:7: column \"time\": \"2024-01-01T04:00:00Z\" is the same time as in the row above; remove one of the two rows"),
        new Refusal(
            "times out of order",
            "name: t\ndata: {file: unordered.csv, time: time}\n",
            "unordered.csv:301: column \"time\": \"2024-01-01T04:00:00Z\" is before the row above (2024-01-13T11:00:00Z); sort the rows, oldest first"),
        new Refusal(
            "gaps without a word",
            "name: t\ndata: {file: gaps.csv, time: time}\n",
            "exp.yaml:2: data.gaps: missing; rows are missing at 2 places, the first between 2024-01-01T03:00:00Z and 2024-01-01T05:00:00Z; write gaps: drop (leave out what spans one) or gaps: repeat (repeat the last row)"),
        new Refusal(
            "rows too near",
            "name: t\ndata: {file: near.csv, time: time, gaps: drop}\n",
            "exp.yaml:2: data: the rows at 2024-01-01T04:00:00Z and 2024-01-01T04:30:00Z in near.csv are nearer than the timeframe 1h; remove the one that does not belong"),
        new Refusal(
            "a price below 0",
            "name: t\ndata: {file: negative.csv, time: time}\n",
            "negative.csv: column \"close\" is -1.0 at 2024-01-01T04:00:00Z, which has no log-return; remove the row, or use target price"),
        new Refusal(
            "an unknown gap policy",
            "name: t\ndata: {file: gaps.csv, time: time, gaps: fill}\n",
            "exp.yaml:2: data.gaps: \"fill\" is not known here (it can be drop or repeat)"),
        new Refusal(
            "a wrong timeframe",
            "name: t\ndata: {file: candles.csv, time: time, timeframe: 4h}\n",
            "exp.yaml:2: data.timeframe: 4h does not fit the data: most rows of candles.csv are 1h apart"),
        new Refusal(
            "a timeframe that is none",
            "name: t\ndata: {file: candles.csv, time: time, timeframe: 4 hours}\n",
            "exp.yaml:2: data.timeframe: \"4 hours\" is not a timeframe; write a whole number and s, m, h, d or w, like 30s, 15m, 4h, 1d or 1w"),
        new Refusal(
            "gaps in a synthetic market",
            "name: t\ndata: {synthetic: {}, gaps: drop}\n",
            "exp.yaml:2: data.gaps: means nothing with a synthetic market; remove it"),
        new Refusal(
            "an unknown synthetic key",
            "name: t\ndata: {synthetic: {row: 5}}\n",
            "exp.yaml:2: data.synthetic.row: unknown key; did you mean \"rows\"? (known here: rows, seed, timeframe, start, price)"),
        new Refusal(
            "a synthetic start that is no time",
            "name: t\ndata: {synthetic: {start: yesterday}}\n",
            "exp.yaml:2: data.synthetic.start: \"yesterday\" is not a time; write it like 2024-01-01T00:00:00Z"),
        new Refusal(
            "a label that is no column",
            FILE + "labels: [hihg, low]\n",
            "exp.yaml:3: labels: no column \"hihg\" in candles.csv; did you mean \"high\"? (it has open, high, low, close, volume)"),
        new Refusal(
            "a label twice",
            FILE + "labels: [low, low]\n",
            "exp.yaml:3: labels: low is listed twice; remove one"),
        new Refusal(
            "a reference that is no column",
            FILE + "reference: clos\n",
            "exp.yaml:3: reference: no column \"clos\" in candles.csv; did you mean \"close\"? (it has open, high, low, close, volume)"),
        new Refusal(
            "an unknown target",
            FILE + "target: returns\n",
            "exp.yaml:3: target: \"returns\" is not known here (it can be log-return or price)"),
        new Refusal(
            "a column with a comma",
            "name: t\ndata: {file: comma.csv, time: time}\nlabels: [\"op,en\"]\n",
            "exp.yaml:3: labels: the name \"op,en\" has a comma; rename the column in the file"));
  }

  private static List<Refusal> features() {
    return List.of(
        new Refusal(
            "an unknown feature",
            START + "features: {close: on, rsj-14: on}\n",
            "exp.yaml:3: features.rsj-14: \"rsj-14\" is no feature; did you mean \"rsi-14\"?"),
        new Refusal(
            "a feature that is no column",
            START + "features: {closs: on}\n",
            "exp.yaml:3: features.closs: \"closs\" is no column and no feature; did you mean \"close\"?"),
        new Refusal(
            "a feature neither on nor off",
            START + "features: {close: maybe}\n",
            "exp.yaml:3: features.close: \"maybe\" is neither on nor off; write on, off or [on, off]"),
        new Refusal(
            "a feature on twice",
            START + "features: {close: [on, on]}\n",
            "exp.yaml:3: features.close: on is listed twice; remove one"),
        new Refusal(
            "features as a list",
            START + "features: [close]\n",
            "exp.yaml:3: features: there is a list where a mapping is needed, with lines like \"rsi-14: on\" or \"volume: [on, off]\""),
        new Refusal(
            "no feature on",
            START + "features: {close: off}\n",
            "exp.yaml:3: features: no feature is on; the network would see nothing; turn one on"),
        new Refusal(
            "no features",
            START + "features: {}\n",
            "exp.yaml:3: features: no feature is on; the network would see nothing; turn one on"),
        new Refusal(
            "cases without a feature",
            START + "features: {close: [on, off], high: [off, on], low: off}\n",
            "exp.yaml:3: features: the cases with close and high off would have no feature at all; leave at least one feature on in every case"));
  }

  private static List<Refusal> rows() {
    return List.of(
        new Refusal(
            "lags too large",
            START + "parameters:\n  units: 5\n  lags: [5, 60]\n",
            "exp.yaml:5: parameters.lags: lags of 60 need more than 60 rows in every range, and the validation range has 60; use fewer lags, more rows, or another split"),
        new Refusal(
            "too few rows",
            "name: t\ndata: {synthetic: {rows: 10}}\n",
            "exp.yaml:1: parameters.lags: lags of 10 need more than 10 rows in every range, and the training range has 6; use fewer lags, more rows, or another split"),
        new Refusal(
            "a warm-up beyond the training rows",
            START + "features: {sma-175: on}\n",
            "exp.yaml:1: parameters.lags: lags of 10 need more than 10 rows in every range, and the training range has 6 (after the 174 that the features need to warm up); use fewer lags, more rows, or another split"),
        new Refusal(
            "a name too long",
            "name: " + "n".repeat(300) + "\ndata: {synthetic: {}}\n",
            "exp.yaml:1: parameter \"experiment\" must be a text of 1 to 256 characters without spaces around it: \"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…\""));
  }
}
