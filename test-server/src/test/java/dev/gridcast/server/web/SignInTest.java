package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gridcast.server.web.RawHttp.Answer;
import dev.gridcast.server.web.RawHttp.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {

  @TempDir Path folder;

  private WebScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = WebScene.elsewhere(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Answer signIn(String token) throws IOException {
    return RawHttp.call("POST", "/api/v1/session")
        .json("{\"token\":\"" + token + "\"}")
        .to(scene.port);
  }

  private static String cookie(Answer answer) {
    return answer.header("set-cookie").split(";", 2)[0];
  }

  private static String csrf(Answer answer) throws IOException {
    return Json.MAPPER.readTree(answer.body()).path("csrf").asText();
  }

  private Call release(Answer session) {
    return RawHttp.call("POST", "/api/v1/cases/1/release")
        .with("Cookie", cookie(session))
        .json("{}");
  }

  @Test
  void aBrowserSignsInLooksActsAndSignsOut() throws IOException {
    Answer session = signIn(scene.tokens.operator());
    assertThat(session.status()).isEqualTo(200);
    assertThat(session.header("set-cookie"))
        .startsWith("gridcast-" + scene.port + "=")
        .contains("; Path=/", "; HttpOnly", "; SameSite=Strict", "; Max-Age=43200")
        .doesNotContain("Domain");
    JsonNode said = Json.MAPPER.readTree(session.body());
    assertThat(said.path("role").asText()).isEqualTo("operator");
    assertThat(said.path("csrf").asText()).hasSize(43);

    Answer overview =
        RawHttp.get("/api/v1/overview").with("Cookie", cookie(session)).to(scene.port);
    assertThat(overview.status()).isEqualTo(200);
    Answer released =
        release(session)
            .with("X-CSRF-Token", csrf(session))
            .with("Origin", "http://localhost")
            .to(scene.port);
    assertThat(released.body()).isEqualTo("{\"released\":true}");

    Answer out =
        RawHttp.call("DELETE", "/api/v1/session").with("Cookie", cookie(session)).to(scene.port);
    assertThat(out.header("set-cookie")).contains("Max-Age=0");
    assertThat(
            RawHttp.get("/api/v1/overview").with("Cookie", cookie(session)).to(scene.port).status())
        .isEqualTo(401);
  }

  @Test
  void aDeedByCookieNeedsItsSecretAndItsOrigin() throws IOException {
    Answer session = signIn(scene.tokens.operator());
    String csrf = csrf(session);
    assertThat(release(session).with("Origin", "http://localhost").to(scene.port).body())
        .contains("\"CSRF\"");
    assertThat(
            release(session)
                .with("Origin", "http://localhost")
                .with("X-CSRF-Token", csrf(signIn(scene.tokens.operator())))
                .to(scene.port)
                .body())
        .as("the secret of another sign-in")
        .contains("\"CSRF\"");
    assertThat(release(session).with("X-CSRF-Token", csrf).to(scene.port).body())
        .as("from nowhere")
        .contains("\"FOREIGN_ORIGIN\"");
    assertThat(
            release(session)
                .with("X-CSRF-Token", csrf)
                .with("Origin", "http://evil.example")
                .to(scene.port)
                .body())
        .contains("\"FOREIGN_ORIGIN\"");
    assertThat(
            release(session)
                .with("X-CSRF-Token", csrf)
                .with("Sec-Fetch-Site", "cross-site")
                .to(scene.port)
                .body())
        .contains("\"FOREIGN_ORIGIN\"");
    assertThat(scene.store.read(reader -> reader.testCase(1)).orElseThrow().state().endedBadly())
        .as("nothing happened")
        .isTrue();
    assertThat(
            release(session)
                .with("X-CSRF-Token", csrf)
                .with("Sec-Fetch-Site", "same-origin")
                .to(scene.port)
                .status())
        .isEqualTo(200);
  }

  @Test
  void aReaderWhoSignsInMayLookAndNoMore() throws IOException {
    Answer session = signIn(scene.tokens.reader());
    assertThat(
            release(session)
                .with("X-CSRF-Token", csrf(session))
                .with("Origin", "http://localhost")
                .to(scene.port)
                .status())
        .isEqualTo(403);
    assertThat(
            RawHttp.get("/api/v1/overview").with("Cookie", cookie(session)).to(scene.port).status())
        .isEqualTo(200);
  }

  @Test
  void aSignInEndsByItselfAndWithItsToken() throws Exception {
    Answer session = signIn(scene.tokens.operator());
    Call look = RawHttp.get("/api/v1/overview").with("Cookie", cookie(session));
    scene.clock.move(Sessions.LASTS.minusSeconds(1));
    assertThat(look.to(scene.port).status()).isEqualTo(200);
    scene.clock.move(Duration.ofSeconds(2));
    assertThat(look.to(scene.port).status()).isEqualTo(401);

    Answer another = signIn(scene.tokens.operator());
    Tokens renewed = Tokens.renew(folder);
    assertThat(
            RawHttp.get("/api/v1/overview").with("Cookie", cookie(another)).to(scene.port).status())
        .as("its token counts no more")
        .isEqualTo(401);
    assertThat(signIn(renewed.operator()).status()).isEqualTo(200);
  }

  @Test
  void whoMayNotReadLearnsNothingOfTheServer() throws IOException {
    assertThat(RawHttp.get("/api/v1/session").to(scene.port).body())
        .isEqualTo("{\"role\":\"nobody\",\"readOpen\":false,\"confirmation\":false}");
  }

  @Test
  void behindAProxyWithHttpsTheCookieIsForHttpsOnly() throws IOException {
    Answer answer =
        RawHttp.call("POST", "/api/v1/session")
            .with("X-Forwarded-Proto", "https")
            .json("{\"token\":\"" + scene.tokens.reader() + "\"}")
            .to(scene.port);
    assertThat(answer.header("set-cookie")).endsWith("; Secure");
  }
}
