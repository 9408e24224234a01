package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.volunteer.FailureLogs;
import dev.gridcast.server.web.DashboardSettings.Limits;
import dev.gridcast.server.web.DashboardSettings.Protection;
import dev.gridcast.server.web.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no browser sends, and what every answer must say all the same. */
class HostileRequestTest {

  @TempDir static Path folder;

  private static WebScene scene;

  @BeforeAll
  static void open() throws Exception {
    scene = WebScene.here(folder);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static String token() {
    return scene.tokens.operator();
  }

  private static void isGuarded(Answer answer, String what) {
    for (String name :
        List.of(
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "cross-origin-embedder-policy",
            "permissions-policy",
            "cache-control")) {
      assertThat(answer.headers()).as("%s: %s", what, name).containsKey(name);
    }
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
    assertThat(answer.header("content-security-policy"))
        .as(what)
        .contains("frame-ancestors 'none'", "default-src 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(answer.headers())
        .as(what)
        .doesNotContainKeys(
            "server", "x-powered-by", "access-control-allow-origin", "x-jetty-error");
    assertThat(answer.body())
        .as(what)
        .doesNotContain("\tat ", "Exception", "jetty", "Jetty", "javalin", ".java");
  }

  @Test
  void everyKindOfAnswerIsGuarded() throws IOException {
    isGuarded(RawHttp.get("/").to(scene.port), "page");
    isGuarded(RawHttp.get("/vendor/htm-preact.js").to(scene.port), "library");
    isGuarded(RawHttp.get("/api/v1/overview").to(scene.port), "answer");
    isGuarded(RawHttp.call("HEAD", "/api/v1/overview").to(scene.port), "head");
    isGuarded(RawHttp.get("/metrics").to(scene.port), "metrics");
    isGuarded(RawHttp.get("/api/v1/attempts/" + scene.attempt(1) + "/log").to(scene.port), "log");
    isGuarded(RawHttp.get("/api/v1/overview").bearer("wrong").to(scene.port), "401");
    isGuarded(RawHttp.get("/").with("Host", "evil.example").to(scene.port), "403");
    isGuarded(RawHttp.get("/api/v1/none").to(scene.port), "404");
    isGuarded(RawHttp.get("/no/such.html").to(scene.port), "404 of a page");
    isGuarded(RawHttp.call("PUT", "/api/v1/overview").to(scene.port), "405");
    isGuarded(RawHttp.get("/api/v1/leases?minutes=x").to(scene.port), "400");
    isGuarded(RawHttp.get("/" + "a".repeat(20_000)).to(scene.port), "414");
    isGuarded(RawHttp.get("/").with("X-Long", "a".repeat(20_000)).to(scene.port), "431");
    isGuarded(
        RawHttp.send(scene.port, "NONSENSE\r\n\r\n".getBytes(StandardCharsets.UTF_8)), "no HTTP");
  }

  @Test
  void whatIsOfNobodysBusinessIsNotCached() throws IOException {
    assertThat(RawHttp.get("/api/v1/overview").to(scene.port).header("cache-control"))
        .isEqualTo("no-store");
    assertThat(RawHttp.get("/api/v1/overview").bearer("x").to(scene.port).header("cache-control"))
        .isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../dashboard-tokens",
        "/..%2fdashboard-tokens",
        "/%2e%2e/%2e%2e/openapi.json",
        "/..%5cdashboard-tokens",
        "/vendor/../openapi.json",
        "/vendor/..%2fopenapi.json",
        "/vendor/%2e%2e/openapi.json",
        "/vendor/..;/openapi.json",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/pages/index.html",
        "/openapi.json",
        "/index.html%00.js",
        "/Dashboard.class",
        "/package-info.class",
        "/%c0%ae%c0%ae/openapi.json",
        "/vendor/README.md",
        "/.git/config",
        "/META-INF/MANIFEST.MF"
      })
  void nothingButThePagesIsServed(String path) throws IOException {
    Answer answer = RawHttp.get(path).to(scene.port);
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).contains("\"error\"").doesNotContain("root:", "operator");
    isGuarded(answer, path);
  }

  @Test
  void aBodyThatIsTooLargeIsNotRead() throws IOException {
    String large = "{\"token\":\"" + "a".repeat(20_000) + "\"}";
    Answer told = RawHttp.call("POST", "/api/v1/session").json(large).to(scene.port);
    assertThat(told.status()).isEqualTo(413);
    isGuarded(told, "413");

    String head =
        String.join(
            "\r\n",
            "POST /api/v1/session HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked",
            "",
            "");
    String chunk = "2000\r\n" + "a".repeat(0x2000) + "\r\n";
    Answer untold =
        RawHttp.send(
            scene.port, (head + chunk + chunk + "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(untold.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"text\"",
        "{",
        "{\"token\": 1}",
        "{\"token\": \"a\", \"token\": \"b\"}",
        "{\"token\": \"a\"} {}",
        "{\"role\": \"operator\"}",
        "null"
      })
  void aBodyThatMakesNoSenseIsRefused(String body) throws IOException {
    Answer answer = RawHttp.call("POST", "/api/v1/session").json(body).to(scene.port);
    assertThat(answer.status()).isEqualTo(400);
    isGuarded(answer, body);
  }

  @Test
  void aFormOfAnotherSiteIsNoJson() throws IOException {
    Answer answer =
        RawHttp.call("POST", "/api/v1/cases/1/release")
            .bearer(token())
            .json("a=b")
            .with("Content-Type", "application/x-www-form-urlencoded")
            .to(scene.port);
    assertThat(answer.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "POST"})
  void methodsThatARouteHasNotAreRefused(String method) throws IOException {
    Answer answer =
        RawHttp.call(method, "/api/v1/overview").bearer(token()).json("{}").to(scene.port);
    assertThat(answer.status()).isIn(404, 405, 501);
    isGuarded(answer, method);
    if (answer.status() == 405) {
      assertThat(answer.header("allow")).contains("GET");
    }
  }

  @Test
  void thatNameIsNoParameterHere() throws IOException {
    Answer answer = RawHttp.get("/api/v1/leases?minute=5").to(scene.port);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"UNKNOWN_PARAMETER\",\"message\":\"known here are minutes\","
                + "\"parameter\":\"minute\"}}");
  }

  @Test
  void aStrangersLogIsTextAndNothingElse() throws IOException {
    Answer answer = RawHttp.get("/api/v1/attempts/" + scene.attempt(1) + "/log").to(scene.port);
    assertThat(answer.body()).isEqualTo(WebScene.LOG);
    assertThat(answer.header("content-type")).startsWith("text/plain");
    assertThat(answer.header("content-security-policy")).contains("sandbox");
  }

  @Test
  void theWholeLogIsShownWhenItHasCome() throws IOException {
    FailureLogs logs = new FailureLogs(folder.resolve("failure-logs"));
    scene.life.failureLogs(logs);
    Path came = Files.writeString(folder.resolve("came"), "the beginning\n" + WebScene.LOG);
    logs.keep(WebScene.lease(1), came);
    Answer answer;
    try {
      answer = RawHttp.get("/api/v1/attempts/" + scene.attempt(1) + "/log").to(scene.port);
    } finally {
      scene.life.failureLogs(new FailureLogs(folder.resolve("none"))); // others share the scene
    }
    assertThat(answer.body())
        .startsWith("the beginning\nepoch 1\n<script>")
        .contains("and the rest");
    assertThat(answer.header("content-type")).startsWith("text/plain");
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
    Limits few = new Limits(5, 0.5, 2, 0.1, 5, 1);
    Path other = Files.createDirectory(folder.resolve("few"));
    try (WebScene limited = WebScene.of(other, new Protection.Loopback(), few)) {
      for (int i = 0; i < 2; i++) {
        assertThat(RawHttp.get("/api/v1/session").bearer("wrong").to(limited.port).status())
            .isEqualTo(401);
      }
      Answer guesses = RawHttp.get("/api/v1/session").bearer("wrong").to(limited.port);
      assertThat(guesses.status()).isEqualTo(429);
      assertThat(Integer.parseInt(guesses.header("retry-after"))).isBetween(5, 10);
      Answer right =
          RawHttp.get("/api/v1/session").bearer(limited.tokens.operator()).to(limited.port);
      assertThat(right.status()).as("nobody locks out the operator").isEqualTo(200);
      Answer last = right;
      for (int i = 0; i < 10 && last.status() != 429; i++) {
        last = RawHttp.get("/api/v1/overview").to(limited.port);
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(Integer.parseInt(last.header("retry-after"))).isBetween(1, 2);
      isGuarded(last, "429");
    }
  }

  @Test
  void withoutAServerBehindThereIsOnlySomethingToLookAt() throws Exception {
    Path other = Files.createDirectory(folder.resolve("look"));
    try (WebScene still = WebScene.toLookAt(other)) {
      Answer answer =
          RawHttp.call("POST", "/api/v1/cases/1/release")
              .bearer(still.tokens.operator())
              .json("{}")
              .to(still.port);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("READ_ONLY");
    }
  }
}
