package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.message.Texts;
import dev.gridcast.protocol.peer.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/** The server's own HTTP port, or a proxy before it. Thread-safe. */
public final class HttpWay implements SignalWay {

  /** Where sealed requests go, below the path of the way. */
  static final String PATH = "/v2/signal";

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration FLOOD_WAIT = Duration.ofSeconds(5);
  private static final int SHOWN_CHARACTERS = 200;

  private final Invite.Way way;
  private final URI uri;

  /**
   * A way of an invite.
   *
   * @throws IllegalArgumentException when it is of another kind
   */
  public HttpWay(Invite.Way way) {
    if (way.kind() != Invite.Kind.HTTP) {
      throw new IllegalArgumentException("not an HTTP way: " + way);
    }
    this.way = way;
    this.uri = URI.create(way.uri().toString().replaceAll("/+$", "") + PATH);
  }

  @Override
  public String name() {
    return way.toString();
  }

  @Override
  public byte[] exchange(byte[] sealed, Predicate<byte[]> genuine, Duration limit)
      throws ConnectException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(limit)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(sealed))
            .build();
    HttpResponse<byte[]> response = send(request, limit);
    if (response.statusCode() == 200) {
      return response.body();
    }
    throw refused(response);
  }

  private HttpResponse<byte[]> send(HttpRequest request, Duration limit)
      throws ConnectException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        Shared.HTTP.sendAsync(request, info -> new LimitedBody(SealedBox.MAX_BYTES));
    try {
      return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause(), limit);
    } catch (TimeoutException e) {
      throw timeout(limit, e);
    } finally {
      pending.cancel(true);
    }
  }

  private ConnectException unreachable(Throwable why, Duration limit) {
    if (why instanceof HttpTimeoutException) {
      return timeout(limit, why);
    }
    if (why instanceof java.net.ConnectException) {
      if (has(why, UnresolvedAddressException.class) || has(why, UnknownHostException.class)) {
        return ConnectException.temporary(
            "the host name "
                + way.uri().getHost()
                + " is unknown: check the connection to the Internet",
            why);
      }
      return ConnectException.temporary(
          "nothing answers at "
              + way.address()
              + " (connection refused): is the server running, and is its port open?",
          why);
    }
    if (has(why, SSLException.class)) {
      return ConnectException.temporary(
          "no secure connection to " + way.address() + ": " + describe(why), why);
    }
    return ConnectException.temporary(
        "the conversation with " + way.address() + " broke off: " + describe(why), why);
  }

  private ConnectException timeout(Duration limit, Throwable why) {
    return ConnectException.temporary(
        "no answer from "
            + way.address()
            + " within "
            + limit.toSeconds()
            + " s: does a firewall let it through?",
        why);
  }

  /** Nothing of this is signed: it is for people, and never a reason to give up. */
  private ConnectException refused(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    HttpLetters.Refusal refusal = HttpLetters.read(response.body(), HttpLetters.Refusal.class);
    String error = refusal == null ? null : refusal.error();
    if (error == null) {
      return ConnectException.temporary(
          "what answers at " + way.address() + " (HTTP " + status + ") is not a Gridcast server",
          null);
    }
    String message =
        "the server at "
            + way.address()
            + " refused ("
            + status
            + "): "
            + Texts.oneLine(error, SHOWN_CHARACTERS);
    return status == 429 || status == 503
        ? ConnectException.notBefore(message, FLOOD_WAIT)
        : ConnectException.temporary(message, null);
  }

  private static boolean has(Throwable error, Class<? extends Throwable> type) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static String describe(Throwable why) {
    return Texts.oneLine(
        why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage(),
        SHOWN_CHARACTERS);
  }

  /** One client for all ways: each would have a thread of its own. */
  private static final class Shared {

    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }
}
