package dev.gridcast.server.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentDatasetTest {

  private static final Path SOURCE = Path.of("exp.yaml");

  private static ExperimentDataset dataset(String rest) throws ExperimentException {
    return ExperimentFile.parse("name: t\ndata: {synthetic: {rows: 500}}\n" + rest, SOURCE)
        .dataset();
  }

  @Property(tries = 40)
  void noConfirmationRowIsEverPublished(
      @ForAll @IntRange(min = 300, max = 700) int rows,
      @ForAll @IntRange(min = 10, max = 40) int validation,
      @ForAll @IntRange(min = 10, max = 40) int confirmation,
      @ForAll @IntRange(min = 0, max = 2) int features)
      throws Exception {
    String yaml =
        String.format(
            Locale.ROOT,
            """
            name: t
            data: {synthetic: {rows: %d}}
            parameters: {lags: 3}
            split: {training: %d, validation: %d, confirmation: %d}
            features: %s
            """,
            rows,
            100 - validation - confirmation,
            validation,
            confirmation,
            List.of("{close: on}", "{sma-20: on}", "{rsi-5: [on, off], volume: on}").get(features));
    ExperimentDataset dataset = ExperimentFile.parse(yaml, SOURCE).dataset();

    String published = new String(dataset.published(), UTF_8);
    TimeSeries sent = SeriesCsv.parse(dataset.published(), "published");
    TimeSeries kept = dataset.rows(Range.CONFIRMATION);
    assertThat(sent.lastTime()).isBefore(dataset.confirmationFrom());
    assertThat(kept.time(0)).isEqualTo(dataset.confirmationFrom());
    assertThat(sent.rows() + kept.rows()).isEqualTo(dataset.full().rows());
    for (int row = 0; row < kept.rows(); row++) {
      assertThat(published).doesNotContain(kept.time(row).toString());
    }
  }

  @Test
  void whatIsPublishedReadsBackAsTheRowsBeforeConfirmation() throws Exception {
    ExperimentDataset dataset = dataset("features: {close: on, macd-12-26-9: on}\n");

    TimeSeries sent = SeriesCsv.parse(dataset.published(), "published");
    assertThat(sent).isEqualTo(dataset.full().slice(0, sent.rows()));
    assertThat(sent.columns()).contains("macd-12-26-9.line", "high", "low", "close");
    assertThat(dataset.sha256()).isNotEqualTo(dataset.publishedSha256());
    assertThat(dataset.publishedSha256()).isEqualTo(Digests.sha256(dataset.published()));
  }

  @Test
  void changingTheCopyOfThePublishedBytesChangesNothing() throws Exception {
    ExperimentDataset dataset = dataset("");
    dataset.published()[0] = 'x';

    assertThat(Digests.sha256(dataset.published())).isEqualTo(dataset.publishedSha256());
  }

  @Test
  void featuresDoNotMoveTheCuts() throws Exception {
    ExperimentDataset plain = dataset("features: {close: on}\n");
    ExperimentDataset more = dataset("features: {close: on, sma-50: [on, off]}\n");

    assertThat(more.validationFrom()).isEqualTo(plain.validationFrom());
    assertThat(more.confirmationFrom()).isEqualTo(plain.confirmationFrom());
    assertThat(more.rows(Range.CONFIRMATION).rows()).isEqualTo(100);
    assertThat(more.rows(Range.VALIDATION).rows()).isEqualTo(100);
    assertThat(more.rows(Range.TRAINING).rows()).isLessThan(300);
  }

  @Test
  void onlyWhatIsUsedIsInTheTable() throws Exception {
    ExperimentDataset dataset =
        dataset("labels: close\nfeatures: {close: on, volume: off, hour-of-day: [off, on]}\n");

    assertThat(dataset.full().columns())
        .containsExactly("close", "hour-of-day.sin", "hour-of-day.cos");
  }

  @Test
  void gapsAreDroppedOrFilledAsTheFileSays(@TempDir Path folder) throws Exception {
    TimeSeries candles = dataset("").full();
    List<String> lines =
        new ArrayList<>(new String(SeriesCsv.canonicalBytes(candles), UTF_8).lines().toList());
    lines.remove(100);
    lines.remove(100);
    Files.writeString(folder.resolve("gaps.csv"), String.join("\n", lines) + "\n");
    String yaml = "name: t\ndata: {file: gaps.csv, time: time, gaps: %s}\n";
    Path source = folder.resolve("exp.yaml");

    Experiment drop = ExperimentFile.parse(yaml.replace("%s", "drop"), source);
    Experiment repeat = ExperimentFile.parse(yaml.replace("%s", "repeat"), source);

    assertThat(drop.dataset().full().rows()).isEqualTo(498);
    assertThat(repeat.dataset().full().rows()).isEqualTo(500);
    assertThat(repeat.dataset().full().value("close", 99))
        .isEqualTo(repeat.dataset().full().value("close", 98))
        .isEqualTo(repeat.dataset().full().value("close", 100));
    assertThat(repeat.dataset().confirmationFrom()).isEqualTo(drop.dataset().confirmationFrom());
    assertThat(drop.describe().get(1)).endsWith("1 gap; windows that span one are left out");
    assertThat(repeat.describe().get(1)).endsWith("1 gap filled with the last row");
  }

  @Test
  void labelsThatAreNoPricesAreForecastAsTheyAre() throws Exception {
    Experiment experiment =
        ExperimentFile.parse("name: t\ndata: {synthetic: {rows: 300}}\nlabels: [volume]\n", SOURCE);

    assertThat(experiment.space().decode(0))
        .containsEntry("target", "price")
        .doesNotContainKeys("reference", "price-columns");
  }
}
