package dev.gridcast.protocol.peer;

import java.util.Locale;

/**
 * Over what a connection goes: the pair of addresses that both sides chose.
 *
 * @param local what this side's address is
 * @param remote what the other side's address is
 * @param transport {@code udp}, {@code tcp} or {@code tls}; of a relayed pair, how the relay is
 *     reached
 */
public record PeerPath(Kind local, Kind remote, String transport) {

  /** What an address is, in the words of ICE (RFC 8445). */
  public enum Kind {
    /** One of the machine's own. */
    HOST("host"),

    /** What a STUN server saw: the outside of a NAT. */
    SERVER_REFLEXIVE("srflx"),

    /** What the other side saw, and no STUN server had: the outside of a NAT, too. */
    PEER_REFLEXIVE("prflx"),

    /** One at a TURN server, which passes everything on. */
    RELAY("relay");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word that session descriptions and statistics have for it. */
    public String word() {
      return word;
    }

    /**
     * The kind of that word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of address: " + word);
    }
  }

  public PeerPath {
    transport = transport.toLowerCase(Locale.ROOT);
  }

  /** Whether a TURN server is in between. */
  public boolean isRelayed() {
    return local == Kind.RELAY || remote == Kind.RELAY;
  }

  /** One short line for people, such as {@code through NAT (srflx to prflx, udp)}. */
  public String text() {
    return how() + " (" + local.word + " to " + remote.word + ", " + transport + ")";
  }

  private String how() {
    if (isRelayed()) {
      return "relayed";
    }
    return local == Kind.HOST && remote == Kind.HOST ? "direct" : "through NAT";
  }
}
