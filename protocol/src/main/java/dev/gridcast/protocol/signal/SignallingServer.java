package dev.gridcast.protocol.signal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of a server, where clients bring their offers.
 *
 * <pre>
 * POST /v1/offer  {"secret": "…", "sdp": "…"} -> {"sdp": "…"}
 * GET  /v1/about  -> {"service": "gridcast", "protocol": 1, "version": "…"}
 * </pre>
 *
 * Anything else is answered with {@code {"error": "…"}}: 400 for nonsense, 403 for a wrong secret,
 * 413 for too much, 503 when no more connections can be made at the moment.
 */
public final class SignallingServer implements AutoCloseable {

  /** Requests that are worked on at the same time: slow ones must not keep out the others. */
  private static final int HANDLERS = 128;

  private static final Logger LOG = LoggerFactory.getLogger(SignallingServer.class);

  static {
    // A client that dawdles over its request must not hold a handler for ever; the JDK's server
    // takes these limits, in seconds, only as system properties. Users may set their own.
    setUnlessSet("sun.net.httpserver.maxReqTime", "10");
    setUnlessSet("sun.net.httpserver.maxRspTime", "40");
  }

  private final HttpServer http;
  private final ExecutorService handlers;
  private final Secret secret;
  private final Offers offers;
  private final Wire.About about;

  private SignallingServer(HttpServer http, Secret secret, Offers offers, String version) {
    this.http = http;
    this.secret = secret;
    this.offers = offers;
    this.about = new Wire.About(Wire.SERVICE, Message.PROTOCOL_VERSION, version);
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
   * @param version the release of the server, for people
   * @throws IOException when the port cannot be had
   */
  public static SignallingServer start(
      InetSocketAddress bind, Secret secret, Offers offers, String version) throws IOException {
    HttpServer http = HttpServer.create(bind, 0);
    SignallingServer server = new SignallingServer(http, secret, offers, version);
    http.setExecutor(server.handlers);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /** Makes an answer to an offer whose sender knows the secret. */
  @FunctionalInterface
  public interface Offers {

    /** The description that answers the one that a client offers, which is hostile. */
    String answer(String sdp) throws OfferRefusedException, InterruptedException;
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
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] body = Wire.write(reply.body);
      exchange.sendResponseHeaders(reply.status, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      LOG.debug("A signalling client went away: {}", e.toString());
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (Wire.ABOUT.equals(path)) {
      return "GET".equals(method) ? new Reply(200, about) : Reply.error(405, "use GET");
    }
    if (!Wire.OFFER.equals(path)) {
      return Reply.error(404, "this is a Gridcast server; it answers only " + Wire.OFFER);
    }
    if (!"POST".equals(method)) {
      return Reply.error(405, "use POST");
    }
    byte[] body = exchange.getRequestBody().readNBytes(Wire.MAX_BYTES + 1);
    if (body.length > Wire.MAX_BYTES) {
      return Reply.error(413, "an offer must have at most " + Wire.MAX_BYTES + " bytes");
    }
    return answer(exchange, Wire.read(body, Wire.Offer.class));
  }

  private Reply answer(HttpExchange exchange, Wire.@Nullable Offer offer) {
    if (offer == null || offer.secret() == null || offer.sdp() == null) {
      return Reply.error(400, "an offer must be {\"secret\": …, \"sdp\": …}");
    }
    if (!secret.text().equals(offer.secret())) {
      LOG.warn("A wrong secret came from {}.", exchange.getRemoteAddress());
      return Reply.error(403, "the secret is wrong");
    }
    try {
      return new Reply(200, new Wire.Answer(offers.answer(offer.sdp())));
    } catch (OfferRefusedException e) {
      LOG.warn("An offer from {} was refused: {}", exchange.getRemoteAddress(), e.getMessage());
      return Reply.error(e.isClientsFault() ? 400 : 503, String.valueOf(e.getMessage()));
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

  /**
   * What to answer.
   *
   * @param body written as JSON
   */
  private record Reply(int status, Object body) {

    static Reply error(int status, String message) {
      return new Reply(status, new Wire.Refusal(message));
    }
  }
}
