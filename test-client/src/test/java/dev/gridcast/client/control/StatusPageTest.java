package dev.gridcast.client.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page serves the one who has its address, on this machine, and nobody else. */
final class StatusPageTest {

  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final String PAUSE = new Order.Pause().toJson();

  private final FakeControls controls = new FakeControls();
  private final HttpClient browser = HttpClient.newHttpClient();
  private StatusPage page;
  private String token;

  @BeforeEach
  void open() throws IOException {
    page = StatusPage.open(PagePort.free(), new OrderDesk(controls, ZoneOffset.UTC));
    token = page.url().getFragment();
  }

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void anOrderWithTheTokenIsCarriedOut() throws Exception {
    HttpResponse<String> reply = post(PAUSE, StatusPage.TOKEN_HEADER, token);

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(Answer.parse(reply.body()).said()).isEqualTo("Paused. 1 case is frozen.");
    assertThat(controls.orders).containsExactly("pause");
  }

  @Test
  void withoutTheTokenNothingIsShownAndNothingDone() throws Exception {
    assertThat(post(PAUSE).statusCode()).isEqualTo(403);
    assertThat(post(PAUSE, StatusPage.TOKEN_HEADER, "A".repeat(22)).statusCode()).isEqualTo(403);
    assertThat(post(PAUSE, StatusPage.TOKEN_HEADER, "").statusCode()).isEqualTo(403);
    assertThat(
            post(PAUSE, StatusPage.TOKEN_HEADER, token, StatusPage.TOKEN_HEADER, token)
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> status = post(new Order.Status().toJson());
    assertThat(status.statusCode()).isEqualTo(403);
    assertThat(status.body()).doesNotContain("ada", "BTC");
    assertThat(controls.orders).isEmpty();
  }

  @Test
  void eachStartHasANewToken() throws IOException {
    try (StatusPage other =
        StatusPage.open(PagePort.free(), new OrderDesk(controls, ZoneOffset.UTC))) {
      assertThat(other.url().getFragment()).hasSize(22).isNotEqualTo(token);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:%d", "127.0.0.1", "127.0.0.1:%d.evil", ""})
  void aForeignNameForThisMachineIsRefused(String host) throws Exception {
    String answer = raw("GET / HTTP/1.1\r\nHost: " + host.formatted(port()) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("<html");
  }

  @Test
  void twoNamesAreOneTooMany() throws Exception {
    String host = "Host: 127.0.0.1:" + port() + "\r\n";

    assertThat(raw("GET / HTTP/1.1\r\n" + host + "Host: evil.example\r\n\r\n")).contains(" 403 ");
    assertThat(raw("GET / HTTP/1.1\r\n\r\n")).contains(" 403 ");
    assertThat(raw("GET / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n")).contains(" 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://127.0.0.1:%d", "http://127.0.0.1"})
  void anotherPageMayNotGiveOrders(String origin) throws Exception {
    HttpResponse<String> reply =
        post(PAUSE, StatusPage.TOKEN_HEADER, token, "Origin", origin.formatted(port()));

    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(controls.orders).isEmpty();
  }

  @Test
  void thePageItselfMay() throws Exception {
    String own = "http://127.0.0.1:" + port();

    assertThat(post(PAUSE, StatusPage.TOKEN_HEADER, token, "Origin", own).statusCode())
        .isEqualTo(200);
  }

  @Test
  void nobodyIsAllowedToAskFromAnotherSite() throws Exception {
    HttpResponse<String> preflight =
        browser.send(
            HttpRequest.newBuilder(at("/order"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Headers", StatusPage.TOKEN_HEADER)
                .build(),
            BodyHandlers.ofString());

    assertThat(preflight.statusCode()).isEqualTo(405);
    assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html, <main",
    "/page.css, text/css, prefers-color-scheme",
    "/page.js, text/javascript, X-Gridcast-Token",
    "/icon.svg, image/svg+xml, <svg"
  })
  void thePageIsWholeAndReachesNobodyElse(String path, String type, String content)
      throws Exception {
    HttpResponse<String> reply = get(path);

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(reply.body())
        .contains(content)
        .doesNotContain("https:", "<style", " style=", "innerHTML", "eval(", token)
        .doesNotContainPattern("http://(?!www\\.w3\\.org/2000/svg)")
        .doesNotContainPattern("<script(?! src=\"/page.js\")");
    assertThat(reply.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none';")
        .contains("frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(reply.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/page.html", "/../order", "/%2e%2e/", "/order/", "/page.js/x", "/favicon.ico"})
  void thereIsNothingElse(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void ordersCannotBeGivenByALink() throws Exception {
    assertThat(get("/order").statusCode()).isEqualTo(405);
    assertThat(post(at("/"), PAUSE, StatusPage.TOKEN_HEADER, token).statusCode()).isEqualTo(405);
  }

  @Test
  void nonsenseIsRefusedAndSaysSo() throws Exception {
    HttpResponse<String> reply = post("x".repeat(100_000), StatusPage.TOKEN_HEADER, token);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("at most 1024 bytes");
  }

  @Test
  void namesOfOthersStayText() throws Exception {
    controls.called("<img src=x onerror=alert(1)>");
    HttpResponse<String> reply = post(new Order.Status().toJson(), StatusPage.TOKEN_HEADER, token);

    assertThat(reply.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(reply.body()).contains("<img src=x onerror=alert(1)>");
    assertThat(get("/").body()).doesNotContain("onerror");
  }

  @Test
  void itListensOnTheLoopbackOnly() throws Exception {
    assertThat(page.url().getHost()).isEqualTo("127.0.0.1");
    for (InetAddress address : otherAddresses()) {
      try (Socket socket = new Socket()) {
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port()), 1000))
            .as("%s", address)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void browsersThatDawdleDoNotKeepOutTheNext() throws Exception {
    List<Socket> dawdlers = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        Socket socket = new Socket(here(), port());
        socket.getOutputStream().write("POST /order HT".getBytes(StandardCharsets.UTF_8));
        dawdlers.add(socket);
      }

      assertThat(get("/").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : dawdlers) {
        socket.close();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    PagePort taken = new PagePort(port());

    assertThatThrownBy(() -> StatusPage.open(taken, new OrderDesk(controls, ZoneOffset.UTC)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + port())
        .hasMessageContaining("--status-page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "-1", "on", "80x", "1e3", "99999999999"})
  void aPortIsANumberOrAutoOrOff(String text) {
    assertThatThrownBy(() -> PagePort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, off, or a number between 1 and 65535: \"" + text);
    assertThat(PagePort.parse("auto")).isEqualTo(PagePort.free());
    assertThat(PagePort.parse("off").isOff()).isTrue();
    assertThat(PagePort.parse(" 8080 ")).isEqualTo(new PagePort(8080));
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    List<InetAddress> others = new ArrayList<>(List.of(InetAddress.getByAddress(IPV6_LOOPBACK)));
    for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      Collections.list(one.getInetAddresses()).stream()
          .filter(address -> !address.isLoopbackAddress())
          .forEach(others::add);
    }
    return others;
  }

  private static InetAddress here() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private int port() {
    return page.url().getPort();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return browser.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    return post(at("/order"), body, headers);
  }

  private HttpResponse<String> post(URI where, String body, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(where).POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  /** The JDK's client does not lie about its host, so a socket does. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(here(), port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      byte[] head = socket.getInputStream().readNBytes(64);
      return new String(head, StandardCharsets.UTF_8);
    }
  }
}
