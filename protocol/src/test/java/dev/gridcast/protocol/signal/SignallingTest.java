package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.peer.ConnectException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP way: it carries bytes, and whatever happens on it is one line and passes. */
@Timeout(60)
class SignallingTest {

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Identity SERVER = Identity.random();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private SignallingServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = SignallingServer.start(LOOPBACK, SignallingTest::answer, SERVER.key(), "1.2.3");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void bytesAreCarriedThereAndBack() throws Exception {
    assertThat(exchange(server.port(), "hello", LIMIT)).isEqualTo("HELLO from 127.0.0.1");
  }

  @Test
  void aWayMayHaveAPath() throws Exception {
    HttpServer proxy = HttpServer.create(LOOPBACK, 0);
    proxy.createContext(
        "/grid/v2/signal",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'O', 'K'});
          }
        });
    proxy.start();
    try {
      HttpWay way =
          new HttpWay(
              Invite.Way.parse("http://127.0.0.1:" + proxy.getAddress().getPort() + "/grid/"));
      assertThat(way.exchange(new byte[1], bytes -> true, LIMIT)).asString(UTF_8).isEqualTo("OK");
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void whatIsNotForThisServerIsSaid() {
    assertFailure(server.port(), "not mine", "refused (400): this is no request for this server");
  }

  @Test
  void aFloodIsToldToWait() {
    assertThatThrownBy(() -> exchange(server.port(), "flood", LIMIT))
        .hasMessageContaining("refused (429): too many requests")
        .isInstanceOfSatisfying(
            ConnectException.class, e -> assertThat(e.retryAfter()).isPresent());
  }

  @Test
  void aBugInTheHandlerIsToldAsSuch() {
    assertFailure(server.port(), "bug", "refused (500): the server failed");
  }

  @Test
  void aClosedPortIsRefusedForNow() {
    int port = server.port();
    server.close();
    assertFailure(port, "hello", "is the server running");
  }

  @Test
  void anUnknownHostIsNamed() {
    HttpWay way = new HttpWay(Invite.Way.parse("http://no-such-host.invalid:7420"));
    assertThatThrownBy(() -> way.exchange(new byte[1], bytes -> true, LIMIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no-such-host.invalid is unknown");
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
      assertFailure(other.getAddress().getPort(), "hello", "at most " + SealedBox.MAX_BYTES);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aServerThatSaysNothingTimesOut() throws Exception {
    try (ServerSocket silent = new ServerSocket()) {
      silent.bind(LOOPBACK);
      assertThatThrownBy(() -> exchange(silent.getLocalPort(), "hello", Duration.ofSeconds(1)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("no answer from");
    }
  }

  /** Nobody who is not the server can make a client give up: none of this is permanent. */
  @ParameterizedTest
  @ValueSource(ints = {302, 404, 403, 502})
  void whatAStrangerSaysPasses(int status) throws Exception {
    HttpServer other = HttpServer.create(LOOPBACK, 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    other.start();
    try {
      assertFailure(other.getAddress().getPort(), "hello", "is not a Gridcast server");
    } finally {
      other.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /v2/signal | '' | 405",
        "POST | /v2/about | '' | 405",
        "GET | /elsewhere | '' | 404",
        "POST | /v1/offer | {} | 404",
        "GET | /v2/about | '' | 200",
      })
  void requestsAreAnsweredByTheirStatus(String method, String path, String body, int status)
      throws Exception {
    assertThat(request(method, path, body).statusCode()).isEqualTo(status);
  }

  @Test
  void aboutSaysWhatThisIs() throws Exception {
    assertThat(request("GET", "/v2/about", "").body())
        .isEqualTo(
            "{\"service\":\"gridcast\",\"protocol\":4,\"version\":\"1.2.3\",\"key\":\""
                + SERVER.key().text()
                + "\"}");
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws Exception {
    String large = " ".repeat(SealedBox.MAX_BYTES + 1);
    assertThat(request("POST", "/v2/signal", large).statusCode()).isEqualTo(413);
    String largest = " ".repeat(SealedBox.MAX_BYTES);
    assertThat(request("POST", "/v2/signal", largest).statusCode()).isEqualTo(200);
  }

  private static Optional<byte[]> answer(byte[] bytes, String source) throws FloodException {
    String text = new String(bytes, UTF_8);
    switch (text) {
      case "flood" -> throw new FloodException(Duration.ofSeconds(3));
      case "bug" -> throw new IllegalStateException("a bug");
      case "not mine" -> {
        return Optional.empty();
      }
      default -> {}
    }
    return Optional.of(
        (text.toUpperCase(java.util.Locale.ROOT).strip() + " from " + source).getBytes(UTF_8));
  }

  private HttpResponse<String> request(String method, String path, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String exchange(int port, String text, Duration limit) throws Exception {
    HttpWay way = new HttpWay(Invite.Way.parse("http://127.0.0.1:" + port));
    return new String(way.exchange(text.getBytes(UTF_8), bytes -> true, limit), UTF_8);
  }

  private static void assertFailure(int port, String text, String message) {
    assertThatThrownBy(() -> exchange(port, text, LIMIT))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse());
  }
}
