package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.support.RealCase;
import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardsTest {

  private static final int LINEAR = 2;
  private static final int PERSISTENCE = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 3", LINEAR + ", 1", LINEAR + ", 3", PERSISTENCE + ", 1"})
  void theEvaluationIsWhatTheVerificationMeasured(long index, int horizon) throws Exception {
    try (RealStore real = new RealStore(folder, horizon)) {
      Verification stored = real.train(index).scoring().verification();
      Evaluated found = ModelCards.of(real.experiment(), real.store()).evaluation(index);
      assertThat(found.rmse()).isCloseTo(stored.rmse(), within(1e-9));
      assertThat(found.persistenceRmse()).isCloseTo(stored.persistenceRmse(), within(1e-9));
      assertThat(found.times()).hasSize(stored.confirmation().samples());
      assertThat(found.labels()).containsExactly("high", "low", "close");

      int rows = found.times().size() * horizon;
      assertThat(found.byHour().stream().mapToInt(Evaluated.Hour::n).sum()).isEqualTo(rows);
      double squares =
          found.byHour().stream().mapToDouble(hour -> hour.n() * hour.rmse() * hour.rmse()).sum();
      assertThat(Math.sqrt(squares / rows)).isCloseTo(stored.rmse(), within(1e-9));
      assertThat(found.overTime()).hasSizeBetween(2, 50);
      assertThat(found.overTime().get(0).from()).isEqualTo(found.times().get(0));
      assertThat(found.errors().get("low"))
          .satisfies(
              histogram ->
                  assertThat(histogram.counts().stream().mapToInt(n -> n).sum())
                      .isEqualTo(found.times().size()));
      int inside = 0;
      Band band = Objects.requireNonNull(found.bands().get("close"));
      for (int row = 0; row < found.times().size(); row++) {
        double above = at(found.actual(), row) - at(found.model(), row);
        inside += above >= band.p05() && above <= band.p95() ? 1 : 0;
      }
      assertThat((double) inside / found.times().size()).isCloseTo(0.9, within(0.03));
    }
  }

  private static double at(Map<String, double[]> series, int row) {
    return Objects.requireNonNull(series.get("close"))[row];
  }

  @Test
  void theEvaluationIsOfTheConfirmationRangeAlone() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      real.train(0);
      Evaluated found = ModelCards.of(real.experiment(), real.store()).evaluation(0);
      TimeSeries full = real.experiment().dataset().full();
      for (int row = 0; row < found.times().size(); row++) {
        assertThat(found.times().get(row))
            .isAfterOrEqualTo(real.experiment().dataset().confirmationFrom());
        int at = full.firstRowFrom(found.times().get(row));
        assertThat(at(found.actual(), row)).isEqualTo(full.value("close", at));
        assertThat(at(found.persistence(), row)).isEqualTo(full.value("close", at - 1));
      }
    }
  }

  @Test
  void theCardSaysAllThereIs() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      RealCase better = real.train(0);
      RealCase other = real.train(1);
      CaseCard card = ModelCards.of(real.experiment(), real.store()).card(0);
      boolean first =
          better.scoring().verification().rmse() <= other.scoring().verification().rmse();
      assertThat(card.rank()).isEqualTo(first ? 1L : 2L);
      assertThat(card.state()).isEqualTo("VERIFIED");
      assertThat(card.model()).isEqualTo("lstm");
      assertThat(card.parameters()).containsEntry("lags", "2").containsEntry("epochs", "2");
      assertThat(card.curve())
          .hasSize(2)
          .allSatisfy(e -> assertThat(e.learningRate()).isEqualTo(0.01));
      assertThat(card.provenance()).containsEntry("engine", "vector").containsKey("modelSha256");
      assertThat(card.attempts()).isEqualTo(1);
      CaseCard.Verified verified = Objects.requireNonNull(card.verified());
      assertThat(verified.metrics()).containsKeys("model", "persistence");
      assertThat(verified.metrics().get("model"))
          .containsEntry("rmse", better.scoring().verification().rmse())
          .containsKeys("mae", "directionalAccuracy");
      assertThat(verified.perLabel()).containsOnlyKeys("high", "low", "close");
      assertThat(verified.perLabel().get("low")).containsKeys("model", "persistence");
      assertThat(card.forecast()).isEqualTo(better.scoring().verification().forecast());
      assertThat(card.ranges()).containsOnlyKeys("training", "validation", "confirmation");
      assertThat(card.ranges().values().stream().mapToInt(CaseCard.Span::rows).sum())
          .isEqualTo(real.experiment().dataset().full().rows());
    }
  }

  @Test
  void aCaseWithoutAResultHasACardToo() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      real.lease(0);
      ModelCards cards = ModelCards.of(real.experiment(), real.store());
      assertThat(cards.card(0)).returns("LEASED", CaseCard::state).returns(1, CaseCard::attempts);
      CaseCard waiting = cards.card(1);
      assertThat(waiting.state()).isEqualTo("WAITING");
      assertThat(waiting.verified()).isNull();
      assertThat(waiting.parameters()).containsEntry("lags", "4");
      assertThat(waiting.caseId()).isEqualTo(real.experiment().space().caseId(1));
      assertCode("NO_CASE", () -> cards.card(4));
      assertCode("NO_CASE", () -> cards.work(99, new ByteArrayOutputStream()));
      assertCode("NO_RESULT", () -> cards.evaluation(0));
      assertCode("NO_RESULT", () -> cards.model(1));
    }
  }

  @Test
  void aModelThatCannotBeReadIsSaidToBeSo() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      RealCase trained = RealCase.train(real.experiment(), 0);
      real.verify(0, trained, Blob.copyOf(new byte[] {1, 2, 3}));
      ModelCards cards = ModelCards.of(real.experiment(), real.store());
      assertCode("MODEL_UNREADABLE", () -> cards.evaluation(0));
      Forecasts.Model told =
          new Forecasts(real.experiment(), real.store(), cards).best(5).models().get(0);
      assertThat(told.turnedOut()).isNull();
      assertThat(told.forecast().get(0).values().get("low"))
          .satisfies(value -> assertThat(value.p05()).isNull());
    }
  }

  private interface Asking {
    void ask() throws Exception;
  }

  private static void assertCode(String code, Asking asking) {
    assertThatThrownBy(asking::ask)
        .isInstanceOfSatisfying(NotThereException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void theWorkFolderIsWhatAVolunteerGetsAndGivesTheSameModelAgain() throws Exception {
    try (RealStore real = new RealStore(folder, 1)) {
      RealCase trained = real.train(1);
      ModelCards cards = ModelCards.of(real.experiment(), real.store());
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      cards.work(1, zip);
      Map<String, byte[]> files = unzipped(zip.toByteArray());
      assertThat(files).containsOnlyKeys("parameters.csv", "time-series.csv", "README.txt");
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      cards.work(1, again);
      assertThat(again.toByteArray()).isEqualTo(zip.toByteArray());

      byte[] series = Objects.requireNonNull(files.get("time-series.csv"));
      assertThat(series).isEqualTo(real.experiment().dataset().published());
      assertThat(SeriesCsv.parse(series, "time-series.csv", ReadOptions.defaults()).lastTime())
          .isBefore(real.experiment().dataset().confirmationFrom());
      byte[] parameters = Objects.requireNonNull(files.get("parameters.csv"));
      assertThat(new String(parameters, StandardCharsets.UTF_8)).doesNotContain("confirmation");
      assertThat(CaseParameters.parse(parameters, "parameters.csv").toCsv()).isEqualTo(parameters);
      assertThat(new String(files.get("README.txt"), StandardCharsets.UTF_8))
          .contains("./gridcast trainer run WORKDIR")
          .contains(real.experiment().dataset().publishedSha256());

      Path work = Files.createDirectory(folder.resolve("work"));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(work.resolve(file.getKey()), file.getValue());
      }
      ResultFile.Trained repeated = RealCase.train(WorkFolder.of(work), RealStore.START);
      assertThat(repeated.provenance().modelSha256())
          .isEqualTo(cards.card(1).provenance().get("modelSha256"))
          .isEqualTo(trained.model().sha256());
      assertThat(Files.readAllBytes(work.resolve("model.safetensors"))).isEqualTo(cards.model(1));
    }
  }

  private static Map<String, byte[]> unzipped(byte[] bytes) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}
