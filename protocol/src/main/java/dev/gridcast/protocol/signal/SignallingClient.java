package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
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

/** Brings an offer to a server and fetches its answer. Thread-safe. */
public final class SignallingClient {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final int SHOWN_CHARACTERS = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final Duration limit;

  /** A client that waits this long for an answer. */
  public SignallingClient(Duration limit) {
    this.limit = limit;
  }

  /**
   * The description with which the server answers the offered one.
   *
   * @throws ConnectException when there is no answer; says why, and whether to try again
   */
  public String exchange(Invite invite, String sdp) throws ConnectException, InterruptedException {
    HttpResponse<byte[]> response =
        send(
            invite,
            HttpRequest.newBuilder(http(invite, Wire.OFFER))
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        Wire.write(
                            new Wire.Offer(invite.secret().map(Secret::text).orElse(""), sdp))))
                .build());
    if (response.statusCode() == 200) {
      Wire.Answer answer = Wire.read(response.body(), Wire.Answer.class);
      if (answer == null || answer.sdp() == null) {
        throw stranger(invite, 200);
      }
      return answer.sdp();
    }
    throw refused(invite, response);
  }

  /**
   * Makes sure that a server is there, before anything is spent on an offer.
   *
   * @throws ConnectException when there is none; says why, and whether to try again
   */
  public void requireServer(Invite invite) throws ConnectException, InterruptedException {
    HttpResponse<byte[]> response =
        send(invite, HttpRequest.newBuilder(http(invite, Wire.ABOUT)).timeout(limit).build());
    if (response.statusCode() != 200) {
      throw refused(invite, response);
    }
    Wire.About about = Wire.read(response.body(), Wire.About.class);
    if (about == null || !Wire.SERVICE.equals(about.service())) {
      throw stranger(invite, 200);
    }
  }

  private static URI http(Invite invite, String path) {
    return URI.create("http://" + invite.address() + path);
  }

  private HttpResponse<byte[]> send(Invite invite, HttpRequest request)
      throws ConnectException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(request, info -> new LimitedBody(Wire.MAX_BYTES));
    try {
      return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable(invite, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw timeout(invite, e);
    } finally {
      pending.cancel(true);
    }
  }

  private ConnectException unreachable(Invite invite, Throwable why) {
    if (why instanceof HttpTimeoutException) {
      return timeout(invite, why);
    }
    if (why instanceof java.net.ConnectException) {
      if (has(why, UnresolvedAddressException.class) || has(why, UnknownHostException.class)) {
        return ConnectException.temporary(
            "the host name "
                + invite.address()
                + " is unknown: check the invite and the connection to the Internet",
            why);
      }
      return ConnectException.temporary(
          "nothing answers at "
              + invite.address()
              + " (connection refused): is the server running, and is its port open?",
          why);
    }
    return ConnectException.temporary(
        "the conversation with " + invite.address() + " broke off: " + describe(why), why);
  }

  private ConnectException timeout(Invite invite, Throwable why) {
    return ConnectException.temporary(
        "no answer from "
            + invite.address()
            + " within "
            + limit.toSeconds()
            + " s: is the address right, and does a firewall let it through?",
        why);
  }

  private static ConnectException refused(Invite invite, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    Wire.Refusal refusal = Wire.read(response.body(), Wire.Refusal.class);
    if (refusal == null || refusal.error() == null) {
      return stranger(invite, status);
    }
    if (status == 403) {
      return ConnectException.permanent(
          "the server at "
              + invite.address()
              + " does not accept this invite (wrong secret): ask its operator for a new one",
          null);
    }
    String message =
        "the server at "
            + invite.address()
            + " refused ("
            + status
            + "): "
            + Texts.oneLine(refusal.error(), SHOWN_CHARACTERS);
    return status >= 500
        ? ConnectException.temporary(message, null)
        : ConnectException.permanent(message, null);
  }

  private static ConnectException stranger(Invite invite, int status) {
    String message =
        "what answers at "
            + invite.address()
            + " (HTTP "
            + status
            + ") is not a Gridcast server: check the port in the invite";
    // A proxy whose server restarts, or the login page of a hotel's wifi: both pass.
    return status >= 500 || status / 100 == 3
        ? ConnectException.temporary(message, null)
        : ConnectException.permanent(message, null);
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
}
