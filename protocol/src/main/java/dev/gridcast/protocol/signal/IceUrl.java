package dev.gridcast.protocol.signal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a STUN or TURN server as RFC 7064 and RFC 7065 write it: {@code stun:HOST[:PORT]},
 * {@code turn:HOST[:PORT][?transport=udp|tcp]}, {@code turns:…} for TLS.
 *
 * @param scheme stun, stuns, turn, or turns
 * @param host a name or an address; an IPv6 one without its brackets
 * @param port 1 to 65535; what the scheme implies when the text names none
 * @param transport udp or tcp
 */
public record IceUrl(String scheme, String host, int port, String transport) {

  private static final int MAX_CHARACTERS = 300;
  private static final int PLAIN_PORT = 3478;
  private static final int TLS_PORT = 5349;

  private static final Pattern FORM =
      Pattern.compile(
          "(stuns?|turns?):(?:([A-Za-z0-9._-]{1,253})|\\[([0-9A-Fa-f:.]{2,45})])"
              + "(?::([0-9]{1,5}))?(?:\\?transport=(udp|tcp))?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none; the message is one line for people
   */
  public static IceUrl parse(String text) {
    Matcher form = FORM.matcher(text.length() <= MAX_CHARACTERS ? text : "");
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "must be stun:HOST:PORT, turn:HOST:PORT?transport=udp (or tcp), or turns:HOST:PORT");
    }
    String scheme = form.group(1).toLowerCase(Locale.ROOT);
    boolean relay = scheme.startsWith("turn");
    boolean secure = scheme.endsWith("s");
    if (form.group(5) != null && !relay) {
      throw new IllegalArgumentException("?transport= belongs to turn: and turns: only");
    }
    int port = secure ? TLS_PORT : PLAIN_PORT;
    if (form.group(4) != null) {
      port = Integer.parseInt(form.group(4));
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("the port must be 1 to 65535: " + port);
      }
    }
    String host = form.group(2) == null ? form.group(3) : form.group(2);
    String given = form.group(5);
    return new IceUrl(scheme, host, port, given != null ? given : secure ? "tcp" : "udp");
  }

  /** Whether it is one. */
  public static boolean isOne(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether it relays (TURN), or only tells a peer its own address (STUN). */
  public boolean isRelay() {
    return scheme.startsWith("turn");
  }

  /** Whether the way to it is encrypted by TLS. */
  public boolean isSecure() {
    return scheme.endsWith("s");
  }
}
