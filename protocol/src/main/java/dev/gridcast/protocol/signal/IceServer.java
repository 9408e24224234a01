package dev.gridcast.protocol.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server that helps two peers to find a path.
 *
 * @param urls one server in one or more forms: {@code stun:HOST:PORT}, {@code
 *     turn:HOST:PORT?transport=udp}, {@code turns:…}
 * @param username for TURN
 * @param credential the password of that user
 * @param anyCertificate whether {@code turns:} may show a certificate that nobody vouches for; what
 *     it relays is encrypted between the peers in any case
 */
public record IceServer(
    List<String> urls,
    @Nullable String username,
    @Nullable String credential,
    boolean anyCertificate) {

  private static final int MAX_URLS = 8;
  private static final int MAX_CHARACTERS = 512;

  public IceServer {
    urls = List.copyOf(urls);
    if (urls.isEmpty() || urls.size() > MAX_URLS) {
      throw new IllegalArgumentException("an ICE server must have 1 to 8 URLs: " + urls.size());
    }
    for (String url : urls) {
      if (url.length() > MAX_CHARACTERS || !url.matches("(stuns?|turns?):[!-~]+")) {
        throw new IllegalArgumentException(
            "the URL of an ICE server must begin with stun:, turn: or turns:");
      }
    }
    requireShort(username);
    requireShort(credential);
  }

  /** One whose certificate must be good, if it has one. */
  public IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {
    this(urls, username, credential, false);
  }

  private static void requireShort(@Nullable String text) {
    if (text != null && text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "a user or password of an ICE server must have at most 512 characters");
    }
  }

  /** Does not tell the password. */
  @Override
  public String toString() {
    return username == null ? urls.toString() : urls + " as " + username;
  }
}
