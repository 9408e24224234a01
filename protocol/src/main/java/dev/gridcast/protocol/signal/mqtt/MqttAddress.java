package dev.gridcast.protocol.signal.mqtt;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is: {@code mqtt://HOST[:1883]} or {@code mqtts://HOST[:8883]}, with {@code
 * USER:PASSWORD@} where it wants them.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port the TCP port
 * @param tls whether the conversation with the broker is encrypted and the broker proves its name
 * @param user null: the broker lets anybody in
 * @param password null: none
 */
public record MqttAddress(
    String host, int port, boolean tls, @Nullable String user, @Nullable String password) {

  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final int MAX_PORT = 65_535;

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none, with one line that says what is wrong and
   *     holds no password
   */
  public static MqttAddress of(URI uri) {
    boolean tls = isTls(uri);
    String host = uri.getHost();
    if (host == null) {
      throw new IllegalArgumentException(
          "a broker's address must be like mqtts://broker.example.org: it names no host");
    }
    if (!(uri.getRawPath() == null || uri.getRawPath().isEmpty() || "/".equals(uri.getRawPath()))
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "a broker's address ends after the port; this one goes on: " + host);
    }
    int port = uri.getPort() == -1 ? (tls ? TLS_PORT : PLAIN_PORT) : uri.getPort();
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("a port must be 1 to " + MAX_PORT + ": " + port);
    }
    String info = uri.getRawUserInfo();
    int colon = info == null ? -1 : info.indexOf(':');
    String user = info == null ? null : decoded(colon < 0 ? info : info.substring(0, colon));
    String password = info == null || colon < 0 ? null : decoded(info.substring(colon + 1));
    return new MqttAddress(withoutBrackets(host), port, tls, user, password);
  }

  private static boolean isTls(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "mqtt" -> false;
      case "mqtts" -> true;
      default ->
          throw new IllegalArgumentException(
              "a broker's address must begin with mqtt:// or mqtts://, not with \""
                  + scheme
                  + "\"");
    };
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Percent signs alone: a plus is a plus. */
  private static String decoded(String raw) {
    return URI.create("x://" + raw + "@x").getUserInfo();
  }

  /** The address without user and password, for screens and logs. */
  @Override
  public String toString() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "mqtts://" : "mqtt://") + shown + ":" + port;
  }
}
