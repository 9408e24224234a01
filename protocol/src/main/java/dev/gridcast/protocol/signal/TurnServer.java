package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gridcast.protocol.identity.PeerKey;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A TURN server that this side was told of, and how one logs in there.
 *
 * @param urls one server in one or more forms
 * @param login with which user and password
 * @param anyCertificate see {@link IceServer#anyCertificate}
 */
public record TurnServer(List<String> urls, Login login, boolean anyCertificate) {

  /** How long a login is good that was made from a shared secret: twelve hours. */
  public static final Duration LOGIN_LIFE = Duration.ofHours(12);

  public TurnServer {
    urls = List.copyOf(urls);
    for (String url : urls) {
      if (!IceUrl.parse(url).isRelay()) {
        throw new IllegalArgumentException("a TURN server begins with turn: or turns:, not " + url);
      }
    }
  }

  /** One whose certificate must be good, if it has one. */
  public TurnServer(List<String> urls, Login login) {
    this(urls, login, false);
  }

  /** How one logs in. */
  public sealed interface Login permits Fixed, Shared {}

  /** The same user and password for everybody, for ever. */
  public record Fixed(String user, String password) implements Login {

    /** Does not tell the password. */
    @Override
    public String toString() {
      return "user " + user;
    }
  }

  /**
   * A secret that the TURN server knows too (coturn's {@code use-auth-secret}): each peer gets a
   * login of its own that ends by itself, and never sees the secret.
   */
  public record Shared(String secret) implements Login {

    /** Does not tell the secret. */
    @Override
    public String toString() {
      return "a shared secret";
    }
  }

  /** What to tell a peer now, so that it can log in. */
  public IceServer serverFor(PeerKey peer, Instant now) {
    if (login instanceof Fixed fixed) {
      return new IceServer(urls, fixed.user(), fixed.password(), anyCertificate);
    }
    if (login instanceof Shared shared) {
      String user = now.plus(LOGIN_LIFE).getEpochSecond() + ":" + peer.text();
      return new IceServer(urls, user, password(shared.secret(), user), anyCertificate);
    }
    throw new IllegalStateException("an unheard way to log in: " + login);
  }

  /** The base64 of HMAC-SHA1, as TURN's REST interface has it; SHA-1 is the server's choice. */
  static String password(String secret, String user) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA1", e);
    }
  }
}
