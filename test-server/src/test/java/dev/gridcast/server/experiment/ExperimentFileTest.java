package dev.gridcast.server.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.SearchParameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentFileTest {

  private static final Path SOURCE = Path.of("exp.yaml");

  /** The folder of the shipped examples, wherever the tests are started from. */
  private static Path examples() {
    Path here = Path.of("examples");
    return Files.isDirectory(here) ? here : Path.of("..", "examples");
  }

  @Test
  void theDemoIsSmallAndWholeAndEveryCaseCanBeJudged() throws Exception {
    Experiment demo = ExperimentFile.load(examples().resolve("demo.yaml"));

    assertThat(demo.name()).isEqualTo("demo");
    assertThat(demo.space().size()).isEqualTo(16);
    requireJudgeable(demo);
  }

  @Test
  void oneExampleHasEveryModel() throws Exception {
    Experiment models = ExperimentFile.load(examples().resolve("models.yaml"));

    requireJudgeable(models);
    assertThat(
            LongStream.range(0, models.space().size())
                .mapToObj(i -> models.space().decode(i).get("model"))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(SearchParameter.MODEL.choices());
  }

  private static void requireJudgeable(Experiment experiment) throws Exception {
    Set<String> ids = new HashSet<>();
    Set<Integer> targets = new HashSet<>();
    for (long i = 0; i < experiment.space().size(); i++) {
      CaseParameters parameters = CaseParameters.of(experiment.space().decode(i));
      assertThat(parameters.toMap()).isEqualTo(experiment.space().decode(i));
      CaseScorer judge = CaseScorer.of(parameters, experiment.dataset().full());
      targets.add(judge.samples().count(Range.CONFIRMATION));
      ids.add(experiment.space().caseId(i));
    }
    assertThat(ids).hasSize((int) experiment.space().size());
    assertThat(targets).as("every case is measured on the same rows").hasSize(1);
  }

  @Test
  void theBitcoinExampleHas86Cases(@TempDir Path folder) throws Exception {
    TimeSeries candles =
        SyntheticMarket.generate(
            new SyntheticMarket.Recipe(
                600, 1, Duration.ofHours(4), Instant.parse("2024-01-01T00:00:00Z"), 100));
    String csv = new String(SeriesCsv.canonicalBytes(candles), UTF_8);
    Files.writeString(folder.resolve("btc.csv"), csv.replaceFirst("time,", "open_time,"));
    String yaml =
        Files.readString(examples().resolve("btc-4h.yaml"))
            .replaceFirst("file: .*", "file: btc.csv");

    Experiment btc = ExperimentFile.parse(yaml, folder.resolve("btc-4h.yaml"));

    assertThat(btc.space().size()).isEqualTo(86);
    assertThat(btc.space().decode(71))
        .containsEntry("asset", "BTC")
        .containsEntry("timeframe", "4h");
  }

  @Test
  void anOwnTrainerHasAnImageAndParametersThatOnlyItUnderstands() throws Exception {
    String image = "lab/mine@sha256:" + "0123456789abcdef".repeat(4);
    String yaml =
        """
        name: t
        data: {synthetic: {rows: 300}}
        parameters: {lags: [5, 10]}
        trainer:
          image: %s
          parameters:
            depth: {from: 1, to: 3, step: 1}
            kind: [Tree, 1e-3]
        """
            .formatted(image);
    Experiment own = ExperimentFile.parse(yaml, SOURCE);

    assertThat(own.trainerImage()).contains(image);
    assertThat(own.space().size()).isEqualTo(12);
    assertThat(own.space().varyingNames()).containsExactly("lags", "trainer.depth", "trainer.kind");
    assertThat(own.space().decode(11))
        .containsEntry("lags", "10")
        .containsEntry("trainer.depth", "3")
        .containsEntry("trainer.kind", "0.001");
    assertThat(OwnParameters.without(own.space().decode(11)).lags()).isEqualTo(10);
    assertThat(own.describe())
        .contains(
            "trainer.depth       1 to 3 by 1 (3 values)",
            "trainer.kind        Tree, 0.001",
            "trainer             " + image,
            "                    runs only where volunteers use Docker and have allowed this image");

    Experiment another = ExperimentFile.parse(yaml.replace("sha256:01", "sha256:10"), SOURCE);
    assertThat(another.space().caseId(0)).isNotEqualTo(own.space().caseId(0));
    assertThat(another.fingerprint()).isNotEqualTo(own.fingerprint());
    Experiment moved = ExperimentFile.parse(yaml.replace("lab/mine@", ""), SOURCE);
    assertThat(moved.space().caseId(0))
        .as("the same content from elsewhere")
        .isEqualTo(own.space().caseId(0));
  }

  @Test
  void saysWhatWillRun() throws Exception {
    Experiment experiment =
        ExperimentFile.parse(
            """
            name: t
            data: {asset: ABC, synthetic: {rows: 1000, seed: 3}}
            parameters: {lags: [5, 10], epochs: {from: 1, to: 9, step: 2}, batch: 32}
            features: {close: on, sma-20: on, volume: [on, off]}
            """,
            SOURCE);

    assertThat(experiment.describe())
        .containsExactly(
            "experiment          t",
            "data                a synthetic market (seed 3): ABC 1h, 1,000 rows, no gaps",
            "training            581 rows, 571 targets, 2024-01-01T19:00Z to 2024-01-25T23:00Z; the first 19 rows went into the features",
            "validation          200 rows, 190 targets, 2024-01-26T00:00Z to 2024-02-03T07:00Z",
            "confirmation        200 rows, 190 targets, 2024-02-03T08:00Z to 2024-02-11T15:00Z; never sent out",
            "labels              high, low, close as log-returns against the last close",
            "horizon             1 row ahead",
            "features            close, sma-20; on or off: volume",
            "model               lstm, 20 cases",
            "  lags              5, 10",
            "  epochs            1 to 9 by 2 (5 values)",
            "  always            batch 32",
            "engine              auto: dl4j on a graphics card, else vector where it has the model",
            "verification        cases of volunteers without a record are trained twice; audits never stop",
            "cases               20 combinations, all of them");
  }

  @Test
  void aMachineThatWritesNumbersOtherwiseChangesNothing() throws Exception {
    String yaml = "name: t\ndata: {synthetic: {}}\nparameters: {learning-rate: [0.5, 0.25]}\n";
    Experiment here = ExperimentFile.parse(yaml, SOURCE);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Experiment there = ExperimentFile.parse(yaml, SOURCE);
      assertThat(there.describe()).isEqualTo(here.describe());
      assertThat(there.fingerprint()).isEqualTo(here.fingerprint());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void onAndOffMayBeWrittenAsTrueAndFalse() throws Exception {
    String yaml = "name: t\ndata: {synthetic: {rows: 300}}\nfeatures: ";
    Experiment words =
        ExperimentFile.parse(yaml + "{close: on, volume: [on, off], high: off}\n", SOURCE);
    Experiment truths =
        ExperimentFile.parse(
            yaml + "{close: true, volume: [True, false], high: \"off\"}\n", SOURCE);

    assertThat(truths.fingerprint()).isEqualTo(words.fingerprint());
  }

  @Test
  void theFingerprintIsOfWhatIsAskedNotOfHowItIsWritten() throws Exception {
    String yaml = "name: t\ndata: {synthetic: {rows: 300}}\nparameters: {lags: [5, 7]}\n";
    String fingerprint = ExperimentFile.parse(yaml, SOURCE).fingerprint();

    assertThat(ExperimentFile.parse("# a note\n" + yaml, SOURCE).fingerprint())
        .isEqualTo(fingerprint);
    assertThat(ExperimentFile.parse(yaml.replace("5, 7", "7, 5"), SOURCE).fingerprint())
        .isNotEqualTo(fingerprint);
    assertThat(ExperimentFile.parse(yaml.replace("300", "301"), SOURCE).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void aByteOrderMarkIsNoMistake(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("exp.yaml");
    Files.writeString(file, "\uFEFFname: t\ndata: {synthetic: {}}\n");

    assertThat(ExperimentFile.load(file).name()).isEqualTo("t");
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedWithItsLine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("exp.yaml");
    Files.write(file, "name: t\nasset: M\u00fcnchen\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ExperimentFile.load(file))
        .isInstanceOf(ExperimentException.class)
        .hasMessage(file + ":2: the file is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void aFileThatIsNotThereIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> ExperimentFile.load(folder.resolve("no.yaml")))
        .isInstanceOf(ExperimentException.class)
        .hasMessage(
            folder.resolve("no.yaml")
                + ": there is no such file; give the path of an experiment, like examples/demo.yaml");
  }

  @Test
  void aFileThatIsFarTooLargeIsNotRead(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("exp.yaml");
    Files.write(file, new byte[5_000_000]);

    assertThatThrownBy(() -> ExperimentFile.load(file))
        .isInstanceOf(ExperimentException.class)
        .hasMessage(file + ":1: the file has 5000000 bytes, far too many; is it the data file?");
  }
}
