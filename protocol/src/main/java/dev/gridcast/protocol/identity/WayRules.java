package dev.gridcast.protocol.identity;

import dev.gridcast.protocol.identity.Invite.Kind;
import dev.gridcast.protocol.identity.Invite.Way;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the URL of a way may be: an invite comes from a stranger, and its URLs are visited. */
final class WayRules {

  private static final int SHOWN_CHARACTERS = 60;

  private WayRules() {}

  static Way parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(wrong(url, "it is no URL"), e);
    }
    Kind kind = kind(uri);
    if (kind == null) {
      throw new IllegalArgumentException(
          wrong(url, "it must begin with http://, https://, mqtt:// or mqtts://"));
    }
    return new Way(kind, uri);
  }

  static void check(Kind kind, URI uri) {
    String text = uri.toString();
    if (kind(uri) != kind) {
      throw new IllegalArgumentException(wrong(text, "it does not fit its kind, " + kind));
    }
    if (text.length() > InvitePayload.MAX_ITEM_BYTES || !text.matches("[!-~]+")) {
      throw new IllegalArgumentException(
          wrong(text, "it must have at most 255 plain characters without spaces"));
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(wrong(text, "it names no host"));
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(wrong(text, "a port must be between 1 and 65535"));
    }
    boolean http = kind == Kind.HTTP;
    if (uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(wrong(text, "it must end with its path, without ? or #"));
    }
    if (http && uri.getUserInfo() != null) {
      throw new IllegalArgumentException(wrong(text, "it must not name a user"));
    }
    if (!http && !uri.getRawPath().isEmpty() && !"/".equals(uri.getRawPath())) {
      throw new IllegalArgumentException(wrong(text, "it must end with its host or port"));
    }
  }

  static int defaultPort(URI uri) {
    return switch (scheme(uri)) {
      case "http" -> 80;
      case "https" -> 443;
      case "mqtt" -> 1883;
      default -> 8883;
    };
  }

  private static @Nullable Kind kind(URI uri) {
    return switch (scheme(uri)) {
      case "http", "https" -> Kind.HTTP;
      case "mqtt", "mqtts" -> Kind.MQTT;
      default -> null;
    };
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** A URL may hold a password: what stands before an @ is not repeated. */
  private static String wrong(String url, String why) {
    String shown = url.replaceAll("//.*@", "//…@").replaceAll("[^ -~…]", "?");
    if (shown.length() > SHOWN_CHARACTERS) {
      shown = shown.substring(0, SHOWN_CHARACTERS) + "…";
    }
    return "\"" + shown + "\" is no way to a server: " + why;
  }
}
