package dev.gridcast.protocol.identity;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to find a server, and by which key to know it, as one word of text: {@code gridcast1} and
 * what follows in base32, with a checksum. The ways on which offers and answers travel are not
 * trusted; the key is.
 *
 * <pre>{@code
 * Invite invite = Invite.parse(pasted);
 * invite.server(); // whoever answers must have this key
 * invite.text();   // the same again, for the next person
 * }</pre>
 *
 * @param server the key of the server
 * @param ways where to knock, the first one to be shown to people; empty when offers are carried by
 *     hand
 * @param secret what lets one in; empty when the server must know the key of who comes
 * @param stun STUN servers for a connection by hand, which has nobody else to ask: {@code
 *     stun:HOST:PORT}
 */
public record Invite(PeerKey server, List<Way> ways, Optional<Secret> secret, List<String> stun) {

  /** The longest text of an invite, in characters. */
  public static final int MAX_CHARACTERS = 1_000;

  public Invite {
    ways = List.copyOf(ways);
    stun = List.copyOf(stun);
    stun.forEach(Invite::requireStun);
    InvitePayload.requireFits(server, ways, secret, stun);
  }

  /** An invite without STUN servers. */
  public Invite(PeerKey server, List<Way> ways, Optional<Secret> secret) {
    this(server, ways, secret, List.of());
  }

  /** What travels on a way. */
  public enum Kind {
    /** The server's own port, or a proxy before it: {@code http} or {@code https}. */
    HTTP,
    /** A broker that both know: {@code mqtt} or {@code mqtts}. */
    MQTT
  }

  /**
   * One place where a server listens for offers.
   *
   * @param uri absolute and short; a path only for HTTP, a user and password only for MQTT
   */
  public record Way(Kind kind, URI uri) {

    public Way {
      WayRules.check(kind, uri);
    }

    /**
     * Reads {@code http://}, {@code https://}, {@code mqtt://} or {@code mqtts://HOST[:PORT]}.
     *
     * @throws IllegalArgumentException when it is none, with one line that says what is wrong
     */
    public static Way parse(String url) {
      return WayRules.parse(url);
    }

    /** HOST:PORT, for people; IPv6 in brackets. */
    public String address() {
      return uri.getHost() + ':' + port();
    }

    /** The port, also when the URL leaves it out. */
    public int port() {
      return uri.getPort() >= 0 ? uri.getPort() : WayRules.defaultPort(uri);
    }

    /** Does not tell a password. */
    @Override
    public String toString() {
      return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + address();
    }
  }

  /**
   * Finds the invite in a text. Line breaks and spaces within the word, quoting, quotation marks,
   * capitals, invisible characters, and other words around it are forgiven.
   *
   * @throws InviteException when there is none, with one line that says what is wrong
   */
  public static Invite parse(String text) throws InviteException {
    return InviteText.parse(text);
  }

  /** The word to hand to a volunteer. Holds the secret: not for logs. */
  public String text() {
    return InviteText.write(this);
  }

  /** The same server and ways with another secret, or none. */
  public Invite withSecret(Optional<Secret> other) {
    return new Invite(server, ways, other, stun);
  }

  /** The first way's HOST:PORT, for people; "by hand" when there is none. */
  public String address() {
    return ways.isEmpty() ? "by hand" : ways.get(0).address();
  }

  /** The server in a sentence: "the server at HOST:PORT", or "the server" when there is no way. */
  public String serverInWords() {
    return ways.isEmpty() ? "the server" : "the server at " + address();
  }

  /** Does not tell the secret. */
  @Override
  public String toString() {
    return "an invite to " + server.shortText() + " at " + ways;
  }

  private static void requireStun(String url) {
    if (!url.matches("stuns?:[A-Za-z0-9._:\\[\\]-]{1,200}")) {
      throw new IllegalArgumentException("a STUN server must look like stun:HOST:PORT");
    }
  }
}
