package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import dev.gridcast.server.web.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys may join, and what the operator decides over them. */
final class MemberRoutesTest {

  private static final String KEY = Identity.random().key().text();

  @TempDir private Path folder;

  private WebScene scene;

  @SuppressWarnings("NullAway.Init") // JUnit and open() fill in the fields
  MemberRoutesTest() {}

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

  private void waits() {
    scene.store.update(
        writer ->
            writer
                .guests()
                .putMember(
                    new Member(
                        KEY,
                        MemberState.PENDING,
                        scene.clock.instant(),
                        null,
                        "",
                        Optional.empty(),
                        "")));
  }

  @Test
  void aKeyThatWaitsIsShownAndLetIn() throws IOException {
    waits();
    JsonNode member = get("/members").path("members").path(0);
    assertThat(member.path("key").asText()).isEqualTo(KEY);
    assertThat(member.path("state").asText()).isEqualTo("pending");
    assertThat(member.path("since").asText()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(get("/overview").path("attention").findValuesAsText("text"))
        .contains("1 key waits for you to let it in");
    assertThat(RawHttp.get("/metrics").to(scene.port).body())
        .contains("\ngridcast_members_pending 1\n");

    Answer answer = act("/members/" + KEY + "/admit", "{}");

    scene.clock.move(Duration.ofSeconds(2)); // the overview of a moment ago is kept
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"state\":\"member\"");
    assertThat(scene.store.read(reader -> reader.guests().member(KEY)).orElseThrow().mayStay())
        .isTrue();
    assertThat(get("/overview").path("attention").findValuesAsText("kind"))
        .doesNotContain("PENDING");
  }

  @Test
  void aKeyIsBannedAndMore() throws IOException {
    Answer banned = act("/members/" + KEY + "/ban", "{\"reason\":\"floods\"}");
    assertThat(banned.status()).as(banned.body()).isEqualTo(200);
    assertThat(banned.body()).contains("\"state\":\"banned\"", "\"reason\":\"floods\"");
    assertThat(act("/members/" + KEY + "/unban", "{}").body()).contains("\"state\":\"outside\"");
    assertThat(act("/members/" + KEY + "/unban", "{}").status()).isEqualTo(409);
    assertThat(act("/members/" + KEY + "/ban", "{\"reason\":\"a\\nb\"}").status()).isEqualTo(400);
    assertThat(act("/members/" + KEY + "/ban", "{}").status()).isEqualTo(400);
    assertThat(act("/members/nobody/admit", "{}").status()).isEqualTo(400);
  }

  @Test
  void whereNoServerRunsNothingIsDecided(@TempDir Path other) throws Exception {
    scene.close();
    scene = WebScene.toLookAt(other);
    assertThat(act("/members/" + KEY + "/admit", "{}").status()).isEqualTo(409);
    assertThat(get("/members").has("admission")).isFalse();
  }

  @Test
  void howAVolunteerIsConnectedIsSaid() throws IOException {
    assertThat(get("/volunteers").path("volunteers").path(0).has("connection")).isFalse();
    scene.life.present(
        List.of(
            new Presence(
                "id-ada",
                "ada",
                new Machine("Linux", "amd64", 2, 8L << 30, "17"),
                scene.clock.instant(),
                "relayed (relay to prflx, udp)",
                List.of())));
    assertThat(get("/volunteers").path("volunteers").path(0).path("connection").asText())
        .isEqualTo("relayed (relay to prflx, udp)");
  }

  @Test
  void whatHappensAtTheDoorIsCounted() throws IOException {
    scene.life.signalling(Map.of("answered", 7L, "refused_SECRET", 2L));
    assertThat(RawHttp.get("/metrics").to(scene.port).body())
        .contains(
            "gridcast_signalling_requests{result=\"answered\"} 7\n",
            "gridcast_signalling_requests{result=\"refused_SECRET\"} 2\n",
            "gridcast_broker_listening{broker=\"mqtts://one.example.org:8883\"} 1\n",
            "gridcast_broker_listening{broker=\"mqtts://two.example.org:8883\"} 0\n",
            "gridcast_broker_requests{broker=\"mqtts://two.example.org:8883\",result=\"dropped\"} 1\n");
  }
}
