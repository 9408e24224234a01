package dev.gridcast.protocol.signal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.message.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of a server, where clients bring their sealed requests.
 *
 * <pre>
 * POST /v2/signal  sealed bytes -> sealed bytes
 * GET  /v2/about   -> {"service": "gridcast", "protocol": 4, "version": "…", "key": "…"}
 * </pre>
 *
 * Anything else is answered with {@code {"error": "…"}}: 400 for what is not sealed for this
 * server, 413 for too much, 429 for too often, 503 when the server closes.
 */
public final class SignallingServer implements AutoCloseable {

  /** Requests that are worked on at the same time: slow ones must not keep out the others. */
  private static final int HANDLERS = 128;

  private static final String ABOUT = "/v2/about";
  private static final String SERVICE = "gridcast";
  private static final Logger LOG = LoggerFactory.getLogger(SignallingServer.class);

  static {
    // A client that dawdles over its request must not hold a handler for ever; the JDK's server
    // takes these limits, in seconds, only as system properties. Users may set their own.
    setUnlessSet("sun.net.httpserver.maxReqTime", "10");
    setUnlessSet("sun.net.httpserver.maxRspTime", "40");
  }

  private final HttpServer http;
  private final ExecutorService handlers;
  private final SignalHandler handler;
  private final HttpLetters.About about;

  private SignallingServer(HttpServer http, SignalHandler handler, PeerKey key, String version) {
    this.http = http;
    this.handler = handler;
    this.about = new HttpLetters.About(SERVICE, Message.PROTOCOL_VERSION, version, key.text());
    AtomicLong number = new AtomicLong();
    this.handlers =
        Executors.newFixedThreadPool(
            HANDLERS,
            task -> {
              Thread thread = new Thread(task, "signalling-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens the port.
   *
   * @param bind where to listen; port 0 takes a free one
   * @param handler answers the requests; the source that it gets is the client's IP address
   * @param key the server's, for people
   * @param version the release of the server, for people
   * @throws IOException when the port cannot be had
   */
  public static SignallingServer start(
      InetSocketAddress bind, SignalHandler handler, PeerKey key, String version)
      throws IOException {
    HttpServer http = HttpServer.create(bind, 0);
    SignallingServer server = new SignallingServer(http, handler, key, version);
    http.setExecutor(server.handlers);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  /** Closes the port; offers in hand get no answer. */
  @Override
  public void close() {
    http.stop(0);
    handlers.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Reply reply;
      try {
        reply = reply(exchange);
      } catch (RuntimeException | Error e) {
        LOG.error("A signalling request failed.", e);
        reply = Reply.error(500, "the server failed; its log says where");
      }
      exchange.getResponseHeaders().set("Content-Type", reply.type);
      exchange.sendResponseHeaders(reply.status, reply.body.length);
      exchange.getResponseBody().write(reply.body);
    } catch (IOException e) {
      LOG.debug("A signalling client went away: {}", e.toString());
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (ABOUT.equals(path)) {
      return "GET".equals(method) ? Reply.json(200, about) : Reply.error(405, "use GET");
    }
    if (!HttpWay.PATH.equals(path)) {
      return Reply.error(404, "this is a Gridcast server; it answers only " + HttpWay.PATH);
    }
    if (!"POST".equals(method)) {
      return Reply.error(405, "use POST");
    }
    byte[] body = exchange.getRequestBody().readNBytes(SealedBox.MAX_BYTES + 1);
    if (body.length > SealedBox.MAX_BYTES) {
      return Reply.error(413, "a request must have at most " + SealedBox.MAX_BYTES + " bytes");
    }
    return answer(body, exchange.getRemoteAddress().getAddress().getHostAddress());
  }

  private Reply answer(byte[] sealed, String source) {
    try {
      return handler
          .answer(sealed, source)
          .map(answer -> new Reply(200, "application/octet-stream", answer))
          .orElseGet(
              () ->
                  Reply.error(
                      400,
                      "this is no request for this server: is the invite one of another server, or"
                          + " older than this server's key?"));
    } catch (FloodException e) {
      return Reply.error(429, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(503, "the server is closing");
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** What to answer. */
  private static final class Reply {

    private final int status;
    private final String type;
    private final byte[] body;

    private Reply(int status, String type, byte[] body) {
      this.status = status;
      this.type = type;
      this.body = body;
    }

    static Reply json(int status, Object value) {
      return new Reply(status, "application/json", HttpLetters.write(value));
    }

    static Reply error(int status, String message) {
      return json(status, new HttpLetters.Refusal(message));
    }
  }
}
