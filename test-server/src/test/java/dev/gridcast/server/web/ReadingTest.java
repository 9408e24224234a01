package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.web.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the routes that read the store say of a small one, and what the operator's deeds do. */
class ReadingTest {

  @TempDir Path folder;

  private WebScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = WebScene.here(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private JsonNode get(String path) throws IOException {
    Answer answer = RawHttp.get("/api/v1" + path).to(scene.port);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  private Answer act(String path, String body) throws IOException {
    return RawHttp.call("POST", "/api/v1" + path)
        .bearer(scene.tokens.operator())
        .json(body)
        .to(scene.port);
  }

  @Test
  void theOverviewAddsUp() throws IOException {
    JsonNode overview = get("/overview");
    JsonNode counts = overview.path("counts");
    long sum = 0;
    for (String part :
        List.of(
            "waiting",
            "leased",
            "judging",
            "verified",
            "claimed",
            "failed",
            "quarantined",
            "abandoned")) {
      sum += counts.path(part).asLong();
    }
    assertThat(sum).isEqualTo(counts.path("total").asLong()).isEqualTo(4);
    assertThat(counts.path("ended").asLong()).isEqualTo(2);
    assertThat(overview.path("best").path("rmse").asDouble()).isEqualTo(760.5);
    assertThat(overview.path("best").path("volunteer").asText()).isEqualTo("ada");
    assertThat(overview.path("secondsLeft").asDouble()).isEqualTo(90.5);
    assertThat(overview.path("throughput").path("minutes").size()).isEqualTo(60);
    assertThat(overview.path("attention").toString())
        .isEqualTo(
            "[{\"kind\":\"QUARANTINED\",\"count\":1,"
                + "\"text\":\"1 case failed with several volunteers\",\"link\":\"/leases\"}]");
  }

  @Test
  void noLeaseIsTold() throws IOException {
    for (String path : List.of("/overview", "/leases", "/quarantine", "/volunteers", "/results")) {
      assertThat(RawHttp.get("/api/v1" + path).to(scene.port).body()).doesNotContain("feed000");
    }
  }

  @Test
  void leasesAreToldLatestFirstWithinTheirSpan() throws IOException {
    JsonNode leases = get("/leases").path("leases");
    assertThat(leases.size()).isEqualTo(4);
    assertThat(leases.path(0).path("outcome").asText()).isEqualTo("OPEN");
    assertThat(leases.path(0).has("endedAt")).isFalse();
    scene.clock.move(Duration.ofMinutes(6));
    assertThat(get("/leases?minutes=5").path("leases").size())
        .as("what is held is always told")
        .isEqualTo(1);
  }

  @Test
  void aQuarantinedCaseIsToldWithItsAttemptsAndReleased() throws IOException {
    JsonNode bad = get("/quarantine").path("cases").path(0);
    assertThat(bad.path("case").asLong()).isEqualTo(1);
    assertThat(bad.path("state").asText()).isEqualTo("QUARANTINED");
    assertThat(bad.path("parameters").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("lags", "units");
    assertThat(bad.path("attempts").findValuesAsText("hasLog")).containsExactly("true", "false");
    assertThat(act("/cases/1/release", "{}").body()).isEqualTo("{\"released\":true}");
    assertThat(scene.store.read(reader -> reader.testCase(1)).orElseThrow().state())
        .isEqualTo(CaseState.AVAILABLE);
    assertThat(act("/cases/1/release", "{}").status()).isEqualTo(409);
    assertThat(act("/cases/3/release", "{}").status()).isEqualTo(404);
    assertThat(act("/cases/-1/release", "{}").status()).isEqualTo(404);
  }

  @Test
  void theOperatorVouchesDrainsSuspendsAndReleases() throws IOException {
    assertThat(act("/volunteers/id-bob/vouch", "{}").body()).contains("\"trust\":\"vouched\"");
    assertThat(act("/volunteers/id-bob/unvouch", "{}").body()).contains("\"trust\":\"new\"");
    assertThat(act("/volunteers/id-bob/drain", "{}").body()).contains("\"drained\":true");
    assertThat(act("/volunteers/id-bob/undrain", "{}").body()).contains("\"drained\":false");
    assertThat(act("/volunteers/id-bob/suspend", "{\"reason\":\"returns nonsense\"}").body())
        .contains("\"trust\":\"suspended\"", "returns nonsense");
    assertThat(get("/overview").path("suspended").asInt()).isEqualTo(1);
    assertThat(act("/volunteers/id-bob/release", "{}").body()).doesNotContain("suspen");
    assertThat(act("/volunteers/id-bob/release", "{}").status()).isEqualTo(409);
    assertThat(act("/volunteers/id-eve/vouch", "{}").status()).isEqualTo(404);
    for (String reason : List.of("{}", "{\"reason\":\"\"}", "{\"reason\":\"two\\nlines\"}")) {
      assertThat(act("/volunteers/id-bob/suspend", reason).status()).as(reason).isEqualTo(400);
    }
  }

  @Test
  void theFiguresForPrometheusAreInItsFormat() throws IOException {
    Answer answer = RawHttp.get("/metrics").to(scene.port);
    assertThat(answer.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    Pattern line =
        Pattern.compile(
            "# (HELP|TYPE) gridcast_[a-z_]+ .+"
                + "|gridcast_[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? -?[0-9.E]+");
    assertThat(answer.body().lines()).allMatch(text -> line.matcher(text).matches());
    assertThat(answer.body())
        .endsWith("\n")
        .contains(
            "gridcast_info{experiment=\"four-cases\",version=\"test\"} 1\n",
            "gridcast_cases{state=\"verified\"} 1\n",
            "gridcast_cases{state=\"quarantined\"} 1\n",
            "gridcast_best_rmse 760.5\n",
            "gridcast_persistence_rmse 250.5\n");
  }

  @Test
  void pagesArePackedTaggedAndKept() throws IOException {
    Answer page = RawHttp.get("/").to(scene.port);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualToIgnoringWhitespace("text/html; charset=utf-8");
    assertThat(page.header("cache-control")).isEqualTo("no-cache");
    for (String same : List.of("/results", "/cases/17", "/volunteers", "/leases", "/forecasts")) {
      assertThat(RawHttp.get(same).to(scene.port).body()).as(same).isEqualTo(page.body());
    }
    Answer known = RawHttp.get("/").with("If-None-Match", page.header("etag")).to(scene.port);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    Answer packed =
        RawHttp.get("/vendor/echarts.esm.min.js").with("Accept-Encoding", "gzip").to(scene.port);
    assertThat(packed.header("content-encoding")).isEqualTo("gzip");
    assertThat(packed.header("cache-control")).contains("max-age");
    assertThat(Integer.parseInt(packed.header("content-length"))).isBetween(100_000, 500_000);
    assertThat(RawHttp.get("/results/x").to(scene.port).status()).isEqualTo(404);
  }
}
