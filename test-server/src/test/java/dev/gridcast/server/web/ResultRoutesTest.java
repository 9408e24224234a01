package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.gridcast.server.web.RawHttp.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of results, cases and forecasts, as they answer over HTTP. */
class ResultRoutesTest {

  @TempDir static Path folder;

  private static WebScene scene;

  @BeforeAll
  static void open() throws Exception {
    scene = WebScene.here(folder);
    scene.store.update(
        writer -> writer.seeVolunteer("id-ada", "=1+2", "Linux", scene.clock.instant()));
    awaitRows(1);
  }

  private static void awaitRows(int rows) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (json("/results").path("total").asInt() != rows
        || !json("/results").at("/rows/0/volunteer").asText().equals("=1+2")) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static Answer get(String path) throws IOException {
    return RawHttp.get("/api/v1" + path).to(scene.port);
  }

  private static JsonNode json(String path) throws IOException {
    Answer answer = get(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  @Test
  void aPageHasTheVerifiedResultsAndNothingElse() throws Exception {
    JsonNode page = json("/results?columns=rank,case,rmse,skill,param.lags,model,verifiedAt");
    assertThat(page.path("total").asInt()).isEqualTo(1);
    assertThat(page.path("matching").asInt()).isEqualTo(1);
    assertThat(page.path("offset").asInt()).isZero();
    JsonNode row = page.at("/rows/0");
    assertThat(row.path("case").asInt()).isZero();
    assertThat(row.path("rmse").asDouble()).isEqualTo(760.5);
    assertThat(row.path("skill").asDouble()).isEqualTo(1 - 760.5 / 800);
    assertThat(row.path("param.lags").isInt()).isTrue();
    assertThat(row.path("verifiedAt").asText()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(json("/results?offset=1").path("rows")).isEmpty();
    assertThat(json("/results?where=rmse:gt:1000").path("matching").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/results?sort=skil, UNKNOWN_COLUMN, sort",
    "/results?where=rmse:lt, BAD_CONDITION, where",
    "/results?columns=nothing, UNKNOWN_COLUMN, columns",
    "/results?limit=1001, BAD_PARAMETER, limit",
    "/results?order=up, BAD_PARAMETER, order",
    "/results/matrix?where=rmse:lt:x, BAD_VALUE, where",
    "/results.csv?sort=x, UNKNOWN_COLUMN, sort",
    "/slice?x=rmse, BAD_PARAMETER, x",
    "/slice, BAD_PARAMETER, x",
    "/grid?x=param.lags&y=param.lags, BAD_PARAMETER, y",
    "/grid?x=param.lags&y=param.units&metric=model, BAD_METRIC, metric",
    "/importance?metric=no, UNKNOWN_COLUMN, metric",
    "/best-so-far?metric=mae, BAD_PARAMETER, metric",
    "/forecasts?limit=0, BAD_PARAMETER, limit",
    "/cases/0?x=1, UNKNOWN_PARAMETER, x",
  })
  void saysWhatIsWrongWithAQuestion(String path, String code, String parameter) throws Exception {
    Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(400);
    JsonNode error = Json.MAPPER.readTree(answer.body()).path("error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("parameter").asText()).isEqualTo(parameter);
    assertThat(error.path("message").asText()).isNotBlank();
  }

  @Test
  void aMatrixHasAColumnForEachAsked() throws Exception {
    JsonNode matrix = json("/results/matrix?columns=rank,model,skillError,verifiedAt,volunteer");
    assertThat(matrix.path("rows").asInt()).isEqualTo(1);
    assertThat(matrix.at("/case/0").asInt()).isZero();
    assertThat(matrix.at("/columns/rank/values/0").asInt()).isEqualTo(1);
    assertThat(matrix.at("/columns/model/categories/0").asText()).isEqualTo("lstm");
    assertThat(matrix.at("/columns/model/codes/0").asInt()).isZero();
    assertThat(matrix.at("/columns/skillError/values/0").isNull()).isTrue();
    assertThat(matrix.at("/columns/verifiedAt/values/0").asLong())
        .isEqualTo(scene.clock.instant().toEpochMilli());
  }

  @Test
  void theCsvParsesBackAndRunsNoFormula() throws Exception {
    Answer answer = get("/results.csv");
    assertThat(answer.header("Content-Disposition")).contains("attachment");
    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    assertThat(answer.body()).contains("\r\n");
    List<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(answer.body()).stream().toList();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getField("rmse")).isEqualTo("760.5");
    assertThat(rows.get(0).getField("volunteer")).isEqualTo("'=1+2");
    JsonNode same = json("/results.json");
    assertThat(same.at("/0/rmse").asDouble()).isEqualTo(760.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "fr-FR", "ar-EG-u-nu-arab", "tr-TR"})
  void everyLocaleGetsTheSameBytes(String locale) throws Exception {
    List<String> paths =
        List.of(
            "/results.csv",
            "/results.json",
            "/results",
            "/results/matrix",
            "/columns",
            "/cases/0",
            "/cases/0/work.zip",
            "/slice?x=param.learning-rate",
            "/importance",
            "/best-so-far",
            "/results?where=" + URLEncoder.encode("model:contains:LSTM", StandardCharsets.UTF_8));
    List<String> before = new ArrayList<>();
    for (String path : paths) {
      before.add(get(path).body());
    }
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      for (int i = 0; i < paths.size(); i++) {
        assertThat(get(paths.get(i)).body()).as(paths.get(i)).isEqualTo(before.get(i));
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void aCaseHasACardWithItsAttempts() throws Exception {
    JsonNode card = json("/cases/1");
    assertThat(card.path("state").asText()).isEqualTo("QUARANTINED");
    assertThat(card.path("attempts")).hasSize(2);
    assertThat(card.has("verified")).isFalse();
    assertThat(card.at("/attempts/0/hasLog").asBoolean()).isTrue();
    JsonNode best = json("/cases/0");
    assertThat(best.path("rank").asInt()).isEqualTo(1);
    assertThat(best.at("/verified/metrics/model/rmse").asDouble()).isEqualTo(760.5);
    assertThat(best.at("/verified/perLabel/high/persistence/rmse").isNumber()).isTrue();
    assertThat(best.at("/repeat/command").asText()).contains("trainer run");
    assertThat(json("/cases/3").path("state").asText()).isEqualTo("WAITING");
    assertThat(get("/cases/0").body()).doesNotContain(WebScene.lease(0));
  }

  @ParameterizedTest
  @CsvSource({
    "/cases/4, NO_CASE",
    "/cases/4/work.zip, NO_CASE",
    "/cases/1/evaluation, NO_RESULT",
    "/cases/1/model.safetensors, NO_RESULT",
    "/cases/0/evaluation, MODEL_UNREADABLE",
  })
  void saysWhatIsNotThere(String path, String code) throws Exception {
    Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(Json.MAPPER.readTree(answer.body()).at("/error/code").asText()).isEqualTo(code);
  }

  @Test
  void theFilesOfACaseCanBeTakenHome() throws Exception {
    Answer model = get("/cases/0/model.safetensors");
    assertThat(model.status()).isEqualTo(200);
    assertThat(model.header("Content-Disposition"))
        .isEqualTo("attachment; filename=case-0.safetensors");
    assertThat(model.body()).isEqualTo("\u0001\u0002\u0003");
    Answer work = get("/cases/0/work.zip");
    assertThat(work.header("Content-Type")).isEqualTo("application/zip");
    assertThat(work.body()).startsWith("PK").contains("time-series.csv");
  }

  @Test
  void whoIsElsewhereSeesNoPriceOfTheConfirmationRange(@TempDir Path other) throws Exception {
    try (WebScene elsewhere = WebScene.elsewhere(other)) {
      for (String path : List.of("/cases/0/evaluation", "/forecasts")) {
        Answer reader =
            RawHttp.get("/api/v1" + path).bearer(elsewhere.tokens.reader()).to(elsewhere.port);
        assertThat(reader.status()).as(path).isEqualTo(403);
        assertThat(reader.body()).contains("FORBIDDEN_CONFIRMATION");
        Answer nobody = RawHttp.get("/api/v1" + path).to(elsewhere.port);
        assertThat(nobody.status()).as(path).isEqualTo(401);
      }
      Answer forecasts =
          RawHttp.get("/api/v1/forecasts").bearer(elsewhere.tokens.operator()).to(elsewhere.port);
      assertThat(forecasts.status()).isEqualTo(200);
      JsonNode model = Json.MAPPER.readTree(forecasts.body()).at("/models/0");
      assertThat(model.path("rmse").asDouble()).isEqualTo(760.5);
      assertThat(model.has("turnedOut")).isFalse();
      assertThat(model.at("/forecast/0/values/high/value").asDouble()).isEqualTo(91000.25);
    }
  }
}
