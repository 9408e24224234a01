package dev.gridcast.client.control;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status page, on 127.0.0.1 only. The page itself, three files without any secret, is for
 * everybody who asks; what it shows and does goes through {@code POST /order}, which takes the
 * orders of the control socket from those who show the token.
 *
 * <p>The token is part of the address after the {@code #}, which a browser keeps to itself, and
 * travels in a header of its own, which a foreign page cannot set without asking. A foreign name
 * that was made to point to this machine is refused by the Host header.
 */
final class StatusPage implements AutoCloseable {

  static final String TOKEN_HEADER = "X-Gridcast-Token";

  private static final Logger log = LoggerFactory.getLogger(StatusPage.class);
  private static final int HANDLERS = 8;
  private static final Map<String, Asset> ASSETS =
      Map.of(
          "/", Asset.load("page.html", "text/html; charset=utf-8"),
          "/page.css", Asset.load("page.css", "text/css; charset=utf-8"),
          "/page.js", Asset.load("page.js", "text/javascript; charset=utf-8"),
          "/icon.svg", Asset.load("icon.svg", "image/svg+xml"));

  static {
    // A browser that dawdles must not hold a handler for ever; the JDK's server takes these limits,
    // in seconds, only as system properties. Users may set their own.
    setUnlessSet("sun.net.httpserver.maxReqTime", "10");
    setUnlessSet("sun.net.httpserver.maxRspTime", "10");
    setUnlessSet("jdk.httpserver.maxConnections", "64");
  }

  private final HttpServer http;
  private final ExecutorService handlers;
  private final OrderDesk desk;
  private final String token;
  private final Set<String> hosts;

  private StatusPage(HttpServer http, OrderDesk desk, String token) {
    this.http = http;
    this.desk = desk;
    this.token = token;
    int port = http.getAddress().getPort();
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    this.handlers =
        Executors.newFixedThreadPool(
            HANDLERS,
            task -> {
              Thread thread = new Thread(task, "status-page");
              thread.setDaemon(true);
              return thread;
            });
  }

  static StatusPage open(PagePort port, OrderDesk desk) throws IOException {
    InetAddress here = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(here, port.number()), 0);
    } catch (IOException e) {
      throw new IOException(
          "the status page cannot have port "
              + port.number()
              + " ("
              + e.getMessage()
              + "): choose another with --status-page, or auto, or off",
          e);
    }
    StatusPage page = new StatusPage(http, desk, newToken());
    http.setExecutor(page.handlers);
    http.createContext("/", page::handle);
    http.start();
    return page;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/#" + token);
  }

  @Override
  public void close() {
    http.stop(0);
    handlers.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Reply reply = reply(exchange);
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", reply.type());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      log.debug("a browser went away: {}", e.toString());
    } catch (RuntimeException e) {
      log.error("the status page failed", e);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String host = only(headers, "Host");
    if (host == null || !hosts.contains(host)) {
      return Reply.refused(403, "this page answers only by the name 127.0.0.1");
    }
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    Asset asset = ASSETS.get(path);
    if (asset != null) {
      return method.equals("GET")
          ? new Reply(200, asset.type(), asset.content())
          : Reply.refused(405, "use GET");
    }
    if (!"/order".equals(path)) {
      return Reply.refused(404, "there is nothing here");
    }
    if (!method.equals("POST")) {
      return Reply.refused(405, "use POST");
    }
    String origin = only(headers, "Origin");
    if (headers.containsKey("Origin") && (origin == null || !origin.equals("http://" + host))) {
      return Reply.refused(403, "another page may not give orders");
    }
    String shown = only(headers, TOKEN_HEADER);
    if (shown == null || !isToken(shown)) {
      return Reply.refused(403, "the token is missing or wrong: see `gridcast client status`");
    }
    byte[] body = exchange.getRequestBody().readNBytes(Order.MAX_BYTES + 1);
    Answer answer = desk.answer(new String(body, StandardCharsets.UTF_8));
    return Reply.json(answer.done() ? 200 : 400, answer);
  }

  private boolean isToken(String shown) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String only(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.size() != 1 ? null : values.get(0);
  }

  private static String newToken() {
    byte[] bits = new byte[16];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private record Reply(int status, String type, String body) {

    static Reply json(int status, Answer answer) {
      return new Reply(status, "application/json; charset=utf-8", answer.toJson());
    }

    static Reply refused(int status, String why) {
      return json(status, Answer.refused(why));
    }
  }

  private record Asset(String type, String content) {

    static Asset load(String name, String type) {
      try (InputStream file = StatusPage.class.getResourceAsStream(name)) {
        if (file == null) {
          throw new IllegalStateException("the jar is damaged: it lacks " + name);
        }
        return new Asset(type, new String(file.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException("the jar is damaged: " + name, e);
      }
    }
  }
}
