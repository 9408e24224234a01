package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gridcast.server.web.RawHttp.Answer;
import dev.gridcast.server.web.RawHttp.Call;
import dev.gridcast.server.web.Router.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Every route with every kind of credentials: nobody gets more than is due. */
class AccessTest {

  @TempDir static Path folders;

  private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

  private static WebScene here;
  private static WebScene elsewhere;

  @BeforeAll
  static void open() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.DEBUG);
    LOGGED.start();
    root.addAppender(LOGGED);
    here = WebScene.here(Files.createDirectory(folders.resolve("here")));
    elsewhere = WebScene.elsewhere(Files.createDirectory(folders.resolve("elsewhere")));
  }

  @AfterAll
  static void close() {
    here.close();
    elsewhere.close();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAppender(LOGGED);
    root.setLevel(Level.INFO);
  }

  private enum Shown {
    NOTHING,
    WRONG_TOKEN,
    WRONG_COOKIE,
    READER,
    OPERATOR
  }

  @Test
  void everyRouteElsewhereGivesExactlyWhatTheTokenAllows() throws IOException {
    assertThat(elsewhere.dashboard.routes()).hasSizeGreaterThan(10);
    for (Known route : elsewhere.dashboard.routes()) {
      for (Shown shown : Shown.values()) {
        int refused =
            switch (route.right()) {
              case NOTHING -> shown == Shown.WRONG_TOKEN ? 401 : 0;
              case READ -> shown == Shown.READER || shown == Shown.OPERATOR ? 0 : 401;
              case CONFIRMATION, ACT ->
                  shown == Shown.OPERATOR ? 0 : shown == Shown.READER ? 403 : 401;
            };
        check(elsewhere, route, shown, refused);
      }
    }
  }

  @Test
  void everyRouteHereIsOpenToLookAtAndClosedToActUpon() throws IOException {
    for (Known route : here.dashboard.routes()) {
      for (Shown shown : Shown.values()) {
        int refused =
            switch (route.right()) {
              case NOTHING, READ, CONFIRMATION -> shown == Shown.WRONG_TOKEN ? 401 : 0;
              case ACT -> shown == Shown.OPERATOR ? 0 : shown == Shown.READER ? 403 : 401;
            };
        check(here, route, shown, refused);
      }
    }
  }

  private static void check(WebScene scene, Known route, Shown shown, int refused)
      throws IOException {
    if (route.path().endsWith("/events") && refused == 0) {
      return; // never ends: EventsTest follows it
    }
    Answer answer = show(scene, call(route), shown).to(scene.port);
    String what = route.method() + " " + route.path() + " with " + shown;
    if (refused == 0) {
      assertThat(answer.status()).as(what).isNotIn(401, 403, 500);
      return;
    }
    assertThat(answer.status()).as(what).isEqualTo(refused);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.has("set-cookie")).as(what).isFalse();
    JsonNode body = Json.MAPPER.readTree(answer.body());
    assertThat(body.size()).as(what).isEqualTo(1);
    assertThat(body.path("error").fieldNames())
        .toIterable()
        .as(what)
        .containsExactly("code", "message");
    assertThat(answer.has("www-authenticate")).as(what).isEqualTo(refused == 401);
  }

  private static Call call(Known route) {
    String path =
        route.path().replace("{case}", "99999").replaceAll("\\{[a-z]+}", "nobody-of-that-name");
    Call call = RawHttp.call(route.method(), path);
    return route.method().equals("GET") ? call : call.json("{}");
  }

  private static Call show(WebScene scene, Call call, Shown shown) {
    return switch (shown) {
      case NOTHING -> call;
      case WRONG_TOKEN -> call.bearer(scene.tokens.operator() + "A");
      case WRONG_COOKIE -> call.with("Cookie", "gridcast-" + scene.port + "=" + "A".repeat(43));
      case READER -> call.bearer(scene.tokens.reader());
      case OPERATOR -> call.bearer(scene.tokens.operator());
    };
  }

  @Test
  void headIsNoWayPastTheGate() throws IOException {
    for (Known route : elsewhere.dashboard.routes()) {
      if (route.method().equals("GET") && route.right() != Right.NOTHING) {
        Answer answer = RawHttp.call("HEAD", call(route).path()).to(elsewhere.port);
        assertThat(answer.status()).as(route.path()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
      }
    }
  }

  @Test
  void strangersDoNotEvenLearnWhichRoutesThereAre() throws IOException {
    for (String path : List.of("/api/v1/nothing", "/api", "/api/v2/overview", "/api/v1/leases/x")) {
      assertThat(RawHttp.get(path).to(elsewhere.port).status()).as(path).isEqualTo(401);
      assertThat(RawHttp.call("PUT", path).to(elsewhere.port).status()).as(path).isIn(401, 405);
      assertThat(RawHttp.get(path).bearer(elsewhere.tokens.reader()).to(elsewhere.port).status())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void whatAProxyBringsToALocalDashboardIsNotTakenForLocal() throws IOException {
    for (String header : Set.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP")) {
      Answer answer = RawHttp.get("/api/v1/overview").with(header, "203.0.113.7").to(here.port);
      assertThat(answer.status()).as(header).isEqualTo(401);
    }
  }

  @Test
  void aNameThatLeadsHereByAStrangersNameServerIsRefused() throws IOException {
    List<String> foreign =
        List.of(
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.nip.io:7421",
            "192.168.1.5",
            "localhost:7421@evil.example",
            "[::2]");
    for (String host : foreign) {
      for (String path : List.of("/", "/api/v1/session", "/api/v1/overview", "/metrics")) {
        Answer answer = RawHttp.get(path).with("Host", host).to(here.port);
        assertThat(answer.status()).as(host + path).isIn(400, 403);
        assertThat(answer.body()).as(host + path).doesNotContain("four-cases");
      }
    }
    for (String host : List.of("localhost:1", "127.0.0.1:" + here.port, "[::1]:80", "LOCALHOST")) {
      assertThat(RawHttp.get("/api/v1/overview").with("Host", host).to(here.port).status())
          .as(host)
          .isEqualTo(200);
    }
  }

  @Test
  void aForeignPageCanNeitherReadNorSignIn() throws IOException {
    for (String origin : List.of("https://evil.example", "null", "http://localhost:9")) {
      assertThat(RawHttp.get("/api/v1/overview").with("Origin", origin).to(here.port).status())
          .as(origin)
          .isEqualTo(403);
      assertThat(
              RawHttp.call("POST", "/api/v1/session")
                  .with("Origin", origin)
                  .json("{\"token\":\"" + here.tokens.operator() + "\"}")
                  .to(here.port)
                  .status())
          .as(origin)
          .isEqualTo(403);
    }
    for (String site : List.of("cross-site", "same-site")) {
      assertThat(
              RawHttp.get("/api/v1/overview").with("Sec-Fetch-Site", site).to(here.port).status())
          .isEqualTo(403);
    }
    assertThat(
            RawHttp.get("/api/v1/overview")
                .with("Sec-Fetch-Site", "cross-site")
                .with("Sec-Fetch-Mode", "navigate")
                .to(here.port)
                .status())
        .as("a link that somebody follows")
        .isEqualTo(200);
  }

  @Test
  void noTokenIsInAnyLog() {
    assertThat(LOGGED.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(
            line ->
                line.contains(here.tokens.operator())
                    || line.contains(elsewhere.tokens.operator())
                    || line.contains(elsewhere.tokens.reader()));
  }
}
