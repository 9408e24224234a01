package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import dev.gridcast.server.volunteer.VolunteerRoom.Work;
import dev.gridcast.server.web.DashboardSettings.Limits;
import dev.gridcast.server.web.DashboardSettings.Protection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {

  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir Path folder;

  /** A browser that follows the events. */
  private static final class Follower implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    Follower(int port, String more) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
              + "Accept-Encoding: gzip\r\nConnection: close\r\n"
              + more
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line that begins so; empty when the server closed. */
    String line(String start) throws IOException {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(start)) {
          return line;
        }
      }
      return "";
    }

    /** What the next event of that name tells. */
    JsonNode event(String name) throws IOException {
      assertThat(line("event: " + name)).isEqualTo("event: " + name);
      return Json.MAPPER.readTree(line("data: ").substring("data: ".length()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void whatChangesIsToldAsItChanges() throws Exception {
    try (WebScene scene = WebScene.here(folder);
        Follower follower = new Follower(scene.port, "")) {
      assertThat(follower.line("HTTP/1.1 ")).isEqualTo("HTTP/1.1 200 OK");
      assertThat(follower.line("Content-Type: ")).contains("text/event-stream");
      follower.event("hello");
      assertThat(follower.event("overview").path("counts").path("verified").asInt()).isEqualTo(1);

      scene.aResultComes(512.25);
      JsonNode overview = follower.event("overview");
      while (overview.path("counts").path("verified").asInt() != 2) {
        overview = follower.event("overview");
      }
      assertThat(overview.path("best").path("rmse").asDouble()).isEqualTo(512.25);
      assertThat(overview.path("throughput").path("perHour").asInt()).isEqualTo(2);

      scene.life.present(List.of(ada()));
      JsonNode volunteers = follower.event("volunteers").path("volunteers");
      while (!volunteers.path(0).path("online").asBoolean()) {
        volunteers = follower.event("volunteers").path("volunteers");
      }
      assertThat(volunteers.path(0).path("id").asText()).isEqualTo("id-ada");
      assertThat(volunteers.path(0).path("works").toString())
          .isEqualTo("[{\"case\":2,\"epoch\":3,\"epochs\":10,\"validationRmse\":9.5}]");
      follower.line(": still here");
    }
  }

  private static Presence ada() {
    return new Presence(
        "id-ada",
        "ada",
        new Machine("Linux", "amd64", 2, 8L << 30, "17"),
        Instant.parse("2026-01-01T11:00:00Z"),
        "direct (host to host, udp)",
        List.of(new Work(WebScene.lease(2), 2, new Progress(3, 10, 9.5, 4))));
  }

  @Test
  void whoIsTooSlowIsLetGoAndNobodyWaits() throws Exception {
    EventHub hub = new EventHub(2);
    byte[] json = Json.bytes(List.of(1));
    try (EventHub.Listener slow = hub.join();
        EventHub.Listener quick = hub.join()) {
      for (int i = 0; i <= EventHub.QUEUE; i++) {
        hub.publish("overview", json);
        assertThat(quick.next(1)).isNotNull();
      }
      assertThat(slow.isDropped()).isTrue();
      assertThat(quick.isDropped()).isFalse();
      assertThat(hub.size()).isEqualTo(1);
    }
    assertThat(hub.size()).isZero();
  }

  @Test
  void aBrowserThatDoesNotReadIsLetGo() throws Exception {
    try (WebScene scene = WebScene.here(folder);
        Follower deaf = new Follower(scene.port, "")) {
      deaf.event("hello");
      EventHub hub = scene.dashboard.events();
      await(() -> hub.size() == 1);
      byte[] much = Json.bytes("x".repeat(1 << 20));
      await(
          () -> {
            hub.publish("results", much);
            return hub.size() == 0;
          });
      assertThat(RawHttp.get("/api/v1/overview").to(scene.port).status()).isEqualTo(200);
    }
  }

  @Test
  void thereAreOnlySoManyListeners() throws Exception {
    Limits two = new Limits(1e9, 1e9, 1e9, 1e9, 2, 1);
    try (WebScene scene = WebScene.of(folder, new Protection.Loopback(), two)) {
      List<Follower> followers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Follower follower = new Follower(scene.port, "");
        follower.event("hello");
        followers.add(follower);
      }
      assertThat(RawHttp.get("/api/v1/events").to(scene.port).status()).isEqualTo(503);
      followers.get(0).close();
      await(
          () -> {
            try (Follower another = new Follower(scene.port, "")) {
              return another.line("HTTP/1.1 ").contains("200");
            } catch (IOException e) {
              return false;
            }
          });
      followers.get(1).close();
    }
  }

  @Test
  void whoIsSignedOutHearsNothingMore() throws Exception {
    try (WebScene scene = WebScene.elsewhere(folder)) {
      String bearer = "Authorization: Bearer " + scene.tokens.reader() + "\r\n";
      try (Follower follower = new Follower(scene.port, bearer)) {
        follower.event("hello");
        Tokens.renew(folder);
        scene.clock.move(Duration.ofSeconds(1));
        assertThat(follower.line("this never comes")).as("the server closes").isEmpty();
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
