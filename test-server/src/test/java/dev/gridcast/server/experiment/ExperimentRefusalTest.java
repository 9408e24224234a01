package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

/** Every mistake is one line with the file, the line, the key, the value, and what to do. */
@SuppressWarnings(
    "StringConcatToTextBlock") // The tail of a file reads better beside its constant head.
class ExperimentRefusalTest {

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  static Path folder;

  private static final String START = "name: t\ndata: {synthetic: {rows: 300}}\n";
  private static final String OWN =
      START + "trainer:\n  image: lab/mine@sha256:" + "0123456789abcdef".repeat(4) + "\n";
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

  /** A mistake and the line it must give; the folder of the files is left out of the line. */
  private record Refusal(String mistake, String yaml, String line) {}

  private static List<Refusal> refusals() {
    List<Refusal> all = new ArrayList<>();
    all.addAll(yaml());
    all.addAll(keys());
    all.addAll(ranges());
    all.addAll(data());
    all.addAll(features());
    all.addAll(rows());
    return all;
  }

  private static List<Refusal> yaml() {
    return List.of(
        new Refusal(
            "an empty file",
            "",
            "exp.yaml:1: the file is empty; examples/demo.yaml shows what an experiment looks like"),
        new Refusal(
            "comments only",
            "# nothing\n",
            "exp.yaml:1: the file is empty; examples/demo.yaml shows what an experiment looks like"),
        new Refusal(
            "a bare value",
            "demo\n",
            "exp.yaml:1: an experiment consists of lines like \"name: demo\", not of a bare value"),
        new Refusal(
            "a list",
            "- a\n- b\n",
            "exp.yaml:1: an experiment consists of lines like \"name: demo\", not of a bare value"),
        new Refusal(
            "a tab",
            "name: t\ndata:\n\tfile: x.csv\n",
            "exp.yaml:3: the line is indented with a tab; YAML takes spaces only"),
        new Refusal(
            "broken YAML",
            "name: t\ndata: {file: x.csv\nseed: 1\n",
            "exp.yaml:3: not valid YAML: while parsing a flow mapping, expected ',' or '}', but got : (column 5)"),
        new Refusal(
            "a key twice",
            START + "seed: 1\nseed: 2\n",
            "exp.yaml:4: seed: the key is there twice, first on line 3; remove one of them"),
        new Refusal(
            "an anchor",
            "name: &n t\n",
            "exp.yaml:1: anchors (&name) are not supported; write the value out where it is used"),
        new Refusal(
            "an alias",
            "name: *n\n",
            "exp.yaml:1: aliases (*name) are not supported; write the value out"),
        new Refusal(
            "a tag",
            "name: !!str t\n",
            "exp.yaml:1: tags (tag:yaml.org,2002:str) are not supported; write the plain value"),
        new Refusal(
            "two documents",
            START + "---\nname: u\n",
            "exp.yaml:4: a second document begins here; one file holds one experiment"),
        new Refusal(
            "a list as a key",
            "? [a, b]\n: 1\n",
            "exp.yaml:1: a key must be a name, not a list or a mapping"),
        new Refusal(
            "a control character",
            "name: a\u0007b\n",
            "exp.yaml:1: character U+0007 is not allowed in YAML; remove it"),
        new Refusal(
            "nesting",
            "name: " + "[".repeat(40) + "]".repeat(40) + "\n",
            "exp.yaml:1: nested more than 16 levels deep"),
        new Refusal(
            "a huge file",
            "# " + "x".repeat(1_000_000),
            "exp.yaml:1: the file has 1000002 characters, an experiment at most 1000000; is it the data file?"));
  }

  private static List<Refusal> keys() {
    return List.of(
        new Refusal(
            "an unknown key",
            START + "feature: {}\n",
            "exp.yaml:3: feature: unknown key; did you mean \"features\"? (known here: name, data, labels, target, reference, features, parameters, split, seed, trainer, limits)"),
        new Refusal(
            "a far unknown key",
            START + "xyzzy: 1\n",
            "exp.yaml:3: xyzzy: unknown key (known here: name, data, labels, target, reference, features, parameters, split, seed, trainer, limits)"),
        new Refusal(
            "no name",
            "data: {synthetic: {}}\n",
            "exp.yaml:1: name: missing; write a name for the experiment, like name: demo"),
        new Refusal(
            "a name without a value",
            "name:\ndata: {synthetic: {}}\n",
            "exp.yaml:1: name: has no value; write one behind the colon, or remove the key"),
        new Refusal(
            "no data",
            "name: t\n",
            "exp.yaml:1: data: missing; write data: with the file that holds the prices"),
        new Refusal(
            "an unknown parameter",
            START + "parameters: {lag: 5}\n",
            "exp.yaml:3: parameters.lag: unknown key; did you mean \"lags\"? (known here: lags, model, units, batch, epochs, learning-rate, loss)"),
        new Refusal(
            "parameters that are a list",
            START + "parameters: [5]\n",
            "exp.yaml:3: parameters: there is a list where a mapping is needed, with keys lags, model, units, batch, epochs, learning-rate, loss"),
        new Refusal(
            "an unknown trainer",
            START + "trainer: dl4\n",
            "exp.yaml:3: trainer: \"dl4\" is not known here; did you mean \"dl4j\"? (it can be dl4j)"),
        new Refusal(
            "a trainer's section without an image",
            START + "trainer:\n  parameters: {depth: 3}\n",
            "exp.yaml:3: trainer.image: missing; name the image by its content, like NAME@sha256:..., or write trainer: dl4j"),
        new Refusal(
            "an image named by a tag",
            START + "trainer: {image: lab/mine:1.2}\n",
            "exp.yaml:3: trainer.image: \"lab/mine:1.2\" does not say which content it means, and a tag may mean another tomorrow; write NAME@sha256:... as \"docker push\" prints it, or sha256:... as \"docker image inspect --format '{{.Id}}' lab/mine:1.2\" prints it"),
        new Refusal(
            "an image with a digest that is none",
            START + "trainer: {image: \"lab/mine:1@sha256:12ab\"}\n",
            "exp.yaml:3: trainer.image: \"lab/mine:1@sha256:12ab\" is no image; write NAME@sha256: or sha256: with 64 hex digits behind, and no tag"),
        new Refusal(
            "an unknown key of the trainer",
            START + "trainer: {imge: x}\n",
            "exp.yaml:3: trainer.imge: unknown key; did you mean \"image\"? (known here: image, parameters)"),
        new Refusal(
            "a name that no parameter of an own trainer can have",
            OWN + "  parameters: {Depth: 3}\n",
            "exp.yaml:5: trainer.parameters.Depth: a parameter's name begins with a letter and has at most 40 of a-z, 0-9, - and ."),
        new Refusal(
            "one number of an own trainer twice",
            OWN + "  parameters: {depth: [0.5, 5e-1]}\n",
            "exp.yaml:5: trainer.parameters.depth: 0.5 is listed twice; remove one"),
        new Refusal(
            "own numbers that cannot be told apart",
            OWN + "  parameters: {depth: {from: 0, to: 1, step: 0.00000000000000001}}\n",
            "exp.yaml:5: trainer.parameters.depth: takes 18 digits to write down; the trainer tells numbers apart up to 15"),
        new Refusal(
            "an unknown loss",
            START + "parameters: {loss: mse}\n",
            "exp.yaml:3: parameters.loss: \"mse\" is not known here; did you mean \"mae\"? (it can be mae)"),
        new Refusal(
            "a broken seed", START + "seed: 1.5\n", "exp.yaml:3: seed: 1.5 is not a whole number"),
        new Refusal(
            "a split above 100",
            START + "split: {training: 60, validation: 30, confirmation: 20}\n",
            "exp.yaml:3: split: training, validation and confirmation are 110 percent together; they must be 100"),
        new Refusal(
            "a split without confirmation",
            START + "split: {training: 80, validation: 20}\n",
            "exp.yaml:3: split.confirmation: missing; give all three shares, like {training: 60, validation: 20, confirmation: 20}"),
        new Refusal(
            "an empty share",
            START + "split: {training: 80, validation: 20, confirmation: 0}\n",
            "exp.yaml:3: split.confirmation: 0 is out of range; a share is above 0 and below 100"),
        new Refusal(
            "no attempts",
            START + "limits: {attempts: 0}\n",
            "exp.yaml:3: limits.attempts: 0 is out of range; it goes from 1 to 100"),
        new Refusal(
            "no cases",
            START + "limits: {cases: 0}\n",
            "exp.yaml:3: limits.cases: 0 is out of range; it goes from 1 to 9223372036854775807"),
        new Refusal(
            "a time without unit",
            START + "limits: {time-per-case: 10}\n",
            "exp.yaml:3: limits.time-per-case: \"10\" is not a time span; write a whole number and s, m or h, like 90s, 10m or 2h"),
        new Refusal(
            "a time too long",
            START + "limits: {time-per-case: 48h}\n",
            "exp.yaml:3: limits.time-per-case: 48h is out of range; a case may take from 1s to 24h"),
        new Refusal(
            "a name that is a list",
            "name: [a]\ndata: {synthetic: {}}\n",
            "exp.yaml:1: name: there is a list where a single value is needed"));
  }

  private static List<Refusal> ranges() {
    return List.of(
        new Refusal(
            "text for a number",
            START + "parameters:\n  lags: ten\n",
            "exp.yaml:4: parameters.lags: \"ten\" is not a number"),
        new Refusal(
            "a quoted number",
            START + "parameters: {lags: \"5\"}\n",
            "exp.yaml:3: parameters.lags: \"5\" is text because of its quotes; remove them"),
        new Refusal(
            "a broken whole number",
            START + "parameters: {lags: 2.5}\n",
            "exp.yaml:3: parameters.lags: 2.5 is not a whole number"),
        new Refusal(
            "a number out of range",
            START + "parameters: {lags: [5, 0]}\n",
            "exp.yaml:3: parameters.lags: 0 is out of range; lags goes from 1 to 10000"),
        new Refusal(
            "a learning rate of 0",
            START + "parameters: {learning-rate: 0}\n",
            "exp.yaml:3: parameters.learning-rate: 0 is out of range; learning-rate goes from 0.00000001 to 10"),
        new Refusal(
            "an empty list",
            START + "parameters: {lags: []}\n",
            "exp.yaml:3: parameters.lags: the list is empty; give at least one value"),
        new Refusal(
            "a value twice",
            START + "parameters: {learning-rate: [0.1, 0.10]}\n",
            "exp.yaml:3: parameters.learning-rate: 0.1 is listed twice; remove one"),
        new Refusal(
            "a value in two spellings",
            START + "parameters: {learning-rate: [0.001, 1e-3]}\n",
            "exp.yaml:3: parameters.learning-rate: 0.001 is listed twice; remove one"),
        new Refusal(
            "a whole number in two spellings",
            START + "parameters: {lags: [5, 5.0]}\n",
            "exp.yaml:3: parameters.lags: 5 is listed twice; remove one"),
        new Refusal(
            "two numbers that are one to a double",
            START + "parameters: {learning-rate: [0.001, 0.00100000000000000000001]}\n",
            "exp.yaml:3: parameters.learning-rate: takes 21 digits to write down; the trainer tells numbers apart up to 15"),
        new Refusal(
            "a step that a double does not feel",
            START + "parameters: {learning-rate: {from: 0.1, to: 10, step: 0.000000000000001}}\n",
            "exp.yaml:3: parameters.learning-rate: takes 17 digits to write down; the trainer tells numbers apart up to 15"),
        new Refusal(
            "a factor that twelve digits do not feel",
            START
                + "parameters: {learning-rate: {from: 0.1, to: 0.2, factor: 1.0000000000000001}}\n",
            "exp.yaml:3: parameters.learning-rate.factor: 1.0000000000000001 is too near to 1: values are kept to 12 digits, and 0.1 would come twice"),
        new Refusal(
            "a range the wrong way",
            START + "parameters: {lags: {from: 9, to: 1, step: 1}}\n",
            "exp.yaml:3: parameters.lags: yields no value: from 9 is above to 1; swap them"),
        new Refusal(
            "a step of 0",
            START + "parameters: {lags: {from: 1, to: 9, step: 0}}\n",
            "exp.yaml:3: parameters.lags.step: 0 is not above 0"),
        new Refusal(
            "a factor of 1",
            START + "parameters: {lags: {from: 1, to: 9, factor: 1}}\n",
            "exp.yaml:3: parameters.lags.factor: 1 is not above 1"),
        new Refusal(
            "step and factor",
            START + "parameters: {lags: {from: 1, to: 9, factor: 2, step: 1}}\n",
            "exp.yaml:3: parameters.lags: has both step and factor; write {from: 1, to: 9, step: 2} or {from: 1, to: 8, factor: 2}"),
        new Refusal(
            "neither step nor factor",
            START + "parameters: {lags: {from: 1, to: 9}}\n",
            "exp.yaml:3: parameters.lags: has neither step nor factor; write {from: 1, to: 9, step: 2} or {from: 1, to: 8, factor: 2}"),
        new Refusal(
            "no from",
            START + "parameters: {lags: {to: 9, step: 1}}\n",
            "exp.yaml:3: parameters.lags.from: missing; write where the range begins"),
        new Refusal(
            "an unknown key in a range",
            START + "parameters: {lags: {from: 1, to: 9, steps: 1}}\n",
            "exp.yaml:3: parameters.lags.steps: unknown key; did you mean \"step\"? (known here: from, to, step, factor)"),
        new Refusal(
            "a broken step",
            START + "parameters: {lags: {from: 1, to: 9, step: 0.5}}\n",
            "exp.yaml:3: parameters.lags: 1.5 is not a whole number"),
        new Refusal(
            "a factor off whole numbers",
            START + "parameters: {lags: {from: 1, to: 9, factor: 1.5}}\n",
            "exp.yaml:3: parameters.lags: 1.5 is not a whole number"),
        new Refusal(
            "an endless factor",
            START + "parameters: {learning-rate: {from: 0.001, to: 1, factor: 1.0001}}\n",
            "exp.yaml:3: parameters.learning-rate: has more than 1000 values; use a larger factor, or a step"),
        new Refusal(
            "an endless number",
            START + "parameters: {learning-rate: 1e-999}\n",
            "exp.yaml:3: parameters.learning-rate: 1e-999 has more digits than a number may have here (30)"),
        new Refusal(
            "a range of words",
            START + "parameters: {loss: {from: mae, to: mse, step: 1}}\n",
            "exp.yaml:3: parameters.loss: loss has no order to go through; list the values: [mae]"),
        new Refusal(
            "more cases than a long counts",
            START
                + "parameters: {learning-rate: {from: 0.00000001, to: 1, step: 0.00000000000001},"
                + " batch: {from: 1, to: 100000, step: 1}}\n",
            "exp.yaml:3: parameters: the ranges multiply to more than 9223372036854775807 cases; narrow some"));
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

  @TestFactory
  Stream<DynamicTest> everyMistakeIsOneClearLine() {
    Path source = folder.resolve("exp.yaml");
    return refusals().stream()
        .map(
            refusal ->
                DynamicTest.dynamicTest(
                    refusal.mistake(),
                    () -> {
                      ExperimentException e =
                          catchThrowableOfType(
                              ExperimentException.class,
                              () -> ExperimentFile.parse(refusal.yaml(), source));
                      assertThat(e).as("refused").isNotNull();
                      String line = String.valueOf(e.getMessage()).replace(folder + "/", "");
                      assertThat(line).isEqualTo(refusal.line()).doesNotContain("\n");
                    }));
  }
}
