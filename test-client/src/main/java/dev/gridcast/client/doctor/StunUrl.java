package dev.gridcast.client.doctor;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses {@code stun:HOST[:PORT]} (RFC 7064). */
final class StunUrl {

  private static final int DEFAULT_PORT = 3478;
  private static final int MAX_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("stun:(\\[[0-9A-Fa-f:.]+]|[^:/?\\[\\]]+)(?::(\\d{1,5}))?(?:\\?.*)?");

  private StunUrl() {}

  /** Whether a URL is one that can be asked over UDP in plain text. */
  static boolean isPlain(String url) {
    return url.startsWith("stun:");
  }

  /**
   * Looks the host up, which may take seconds.
   *
   * @return empty when the URL is no such one; unresolved when the host is unknown
   */
  static Optional<InetSocketAddress> lookUp(String url) {
    Matcher parts = FORM.matcher(url);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
    if (port < 1 || port > MAX_PORT) {
      return Optional.empty();
    }
    return Optional.of(new InetSocketAddress(parts.group(1), port));
  }
}
