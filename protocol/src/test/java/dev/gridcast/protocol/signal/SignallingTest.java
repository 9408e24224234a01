package dev.gridcast.protocol.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.ConnectException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SignallingTest {

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Secret secret = Secret.random();
  private final SignallingClient client = new SignallingClient(Duration.ofSeconds(10));
  private SignallingServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = SignallingServer.start(LOOPBACK, secret, SignallingTest::answer, "1.2.3");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void anOfferIsAnswered() throws Exception {
    assertThat(client.exchange(invite(server.port(), secret), "hello")).isEqualTo("HELLO");
  }

  @Test
  void aWrongSecretIsRefusedForGood() {
    assertFailure(client, invite(server.port(), Secret.random()), true, "does not accept this");
  }

  @Test
  void aServerThatIsFullIsWorthAnotherTry() {
    assertThatThrownBy(() -> client.exchange(invite(server.port(), secret), "full"))
        .hasMessageContaining("refused (503): too many")
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse());
  }

  @Test
  void anOfferThatMakesNoSenseIsRefusedForGood() {
    assertThatThrownBy(() -> client.exchange(invite(server.port(), secret), "nonsense"))
        .hasMessageContaining("refused (400)")
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isTrue());
  }

  @Test
  void aBugInTheHandlerIsToldAsSuch() {
    assertThatThrownBy(() -> client.exchange(invite(server.port(), secret), "bug"))
        .hasMessageContaining("refused (500): the server failed");
  }

  @Test
  void aClosedPortIsRefusedForNow() {
    int port = server.port();
    server.close();
    assertFailure(client, invite(port, secret), false, "is the server running");
  }

  @Test
  void anUnknownHostIsNamed() {
    Invite invite =
        new Invite(
            Identity.random().key(),
            List.of(Invite.Way.parse("http://no-such-host.invalid:7420")),
            Optional.of(secret));
    assertFailure(client, invite, false, "no-such-host.invalid:7420 is unknown");
  }

  @Test
  void anotherHttpServerIsNotTakenForOurs() throws Exception {
    HttpServer other = HttpServer.create(LOOPBACK, 0);
    other.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'O', 'K'});
          }
        });
    other.start();
    try {
      int port = other.getAddress().getPort();
      assertFailure(client, invite(port, secret), true, "is not a Gridcast server");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void anEndlessAnswerIsBrokenOff() throws Exception {
    HttpServer other = HttpServer.create(LOOPBACK, 0);
    other.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 << 10];
            while (true) {
              exchange.getResponseBody().write(block);
            }
          }
        });
    other.start();
    try {
      assertFailure(client, invite(other.getAddress().getPort(), secret), false, "at most 65536");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aServerThatSaysNothingTimesOut() throws Exception {
    try (ServerSocket silent = new ServerSocket()) {
      silent.bind(LOOPBACK);
      assertFailure(
          new SignallingClient(Duration.ofSeconds(1)),
          invite(silent.getLocalPort(), secret),
          false,
          "no answer from");
    }
  }

  @ParameterizedTest
  @CsvSource({"302, false", "502, false", "200, true", "404, true"})
  void whatAProxySaysOfItsServerPassesAndAStrangerDoesNot(int status, boolean permanent)
      throws Exception {
    HttpServer other = HttpServer.create(LOOPBACK, 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    other.start();
    try {
      Invite invite = invite(other.getAddress().getPort(), secret);
      assertFailure(client, invite, permanent, "is not a Gridcast server");
      assertThatThrownBy(() -> client.requireServer(invite))
          .hasMessageContaining("is not a Gridcast server")
          .isInstanceOfSatisfying(
              ConnectException.class, e -> assertThat(e.isPermanent()).isEqualTo(permanent));
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aServerThatIsThereIsRecognised() throws Exception {
    client.requireServer(invite(server.port(), secret));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /v1/offer | not json | 400",
        "POST | /v1/offer | {} | 400",
        "POST | /v1/offer | [] | 400",
        "POST | /v1/offer | null | 400",
        "POST | /v1/offer | {\"secret\":\"x\",\"sdp\":\"y\"} | 403",
        "POST | /v1/offer | {\"secret\":\"\",\"sdp\":\"y\"} | 403",
        "GET | /v1/offer | '' | 405",
        "POST | /v1/about | '' | 405",
        "GET | /elsewhere | '' | 404",
        "GET | /v1/about | '' | 200",
      })
  void requestsAreAnsweredByTheirStatus(String method, String path, String body, int status)
      throws Exception {
    assertThat(request(method, path, body).statusCode()).isEqualTo(status);
  }

  @Test
  void aboutSaysWhatThisIsAndNothingSecret() throws Exception {
    assertThat(request("GET", "/v1/about", "").body())
        .isEqualTo("{\"service\":\"gridcast\",\"protocol\":3,\"version\":\"1.2.3\"}")
        .doesNotContain(secret.text());
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws Exception {
    char[] large = new char[(64 << 10) + 1];
    Arrays.fill(large, ' ');
    assertThat(request("POST", "/v1/offer", new String(large)).statusCode()).isEqualTo(413);
  }

  private static String answer(String sdp) throws OfferRefusedException, InterruptedException {
    switch (sdp) {
      case "full" -> throw OfferRefusedException.unavailable("too many");
      case "nonsense" -> throw OfferRefusedException.badOffer("no");
      case "bug" -> throw new IllegalStateException("a bug");
      case "never" -> new CountDownLatch(1).await();
      default -> {}
    }
    return sdp.toUpperCase(java.util.Locale.ROOT);
  }

  private HttpResponse<String> request(String method, String path, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void assertFailure(
      SignallingClient client, Invite invite, boolean permanent, String message) {
    assertThatThrownBy(() -> client.exchange(invite, "offer"))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            ConnectException.class, e -> assertThat(e.isPermanent()).isEqualTo(permanent));
  }

  private static Invite invite(int port, Secret secret) {
    return new Invite(
        Identity.random().key(),
        List.of(Invite.Way.parse("http://127.0.0.1:" + port)),
        Optional.of(secret));
  }
}
