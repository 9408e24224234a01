package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.PeerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one side looks for a path to the other: which STUN servers it asks for its own address, which
 * TURN servers may relay, and which of its ports it uses.
 *
 * @param stun STUN servers, as {@link IceUrl} has them
 * @param turn TURN servers
 * @param relayOnly whether every path must go through a TURN server, which hides this side's
 *     address from the other
 * @param ports the UDP ports of this machine that may be used; any, when empty
 * @param heedsStun whether a client takes the STUN servers that its server names
 */
public record IceSettings(
    List<String> stun,
    List<TurnServer> turn,
    boolean relayOnly,
    Optional<PortRange> ports,
    boolean heedsStun) {

  /** STUN servers that anybody may use, from two providers. */
  public static final List<String> PUBLIC_STUN =
      List.of("stun:stun.l.google.com:19302", "stun:stun.cloudflare.com:3478");

  /** No servers, and none wanted: for peers in one network. */
  public static final IceSettings LOCAL =
      new IceSettings(List.of(), List.of(), false, Optional.empty(), false);

  /** What a server does when nobody says otherwise: the public STUN servers. */
  public static final IceSettings SERVER =
      new IceSettings(PUBLIC_STUN, List.of(), false, Optional.empty(), true);

  /** What a client does when nobody says otherwise: whatever its server advises. */
  public static final IceSettings CLIENT =
      new IceSettings(List.of(), List.of(), false, Optional.empty(), true);

  public IceSettings {
    stun = List.copyOf(stun);
    turn = List.copyOf(turn);
    for (String url : stun) {
      if (IceUrl.parse(url).isRelay()) {
        throw new IllegalArgumentException("a STUN server begins with stun:, not " + url);
      }
    }
  }

  /** The same with only relayed paths, or with all of them. */
  public IceSettings withRelayOnly(boolean only) {
    return new IceSettings(stun, turn, only, ports, heedsStun);
  }

  /** The same with other STUN servers. */
  public IceSettings withStun(List<String> urls) {
    return new IceSettings(urls, turn, relayOnly, ports, heedsStun);
  }

  /** What this side tells another one that wants to reach it, and uses itself towards it. */
  public IceAdvice advice(PeerKey peer, Instant now) {
    List<IceServer> servers = new ArrayList<>();
    for (String url : stun) {
      servers.add(new IceServer(List.of(url), null, null));
    }
    for (TurnServer each : turn) {
      servers.add(each.serverFor(peer, now));
    }
    return new IceAdvice(servers, relayOnly);
  }

  /**
   * What this side uses after the other one's advice: its own servers first, then those of the
   * other. Relayed paths only, when either side wants that.
   *
   * @param self whose login it is where this side makes one from a shared secret
   */
  public IceAdvice heeding(IceAdvice advice, PeerKey self, Instant now) {
    IceAdvice own = advice(self, now);
    List<IceServer> servers = new ArrayList<>(own.servers());
    for (IceServer advised : advice.servers()) {
      boolean wanted = heedsStun || advised.urls().stream().anyMatch(url -> url.startsWith("turn"));
      if (wanted && !servers.contains(advised) && servers.size() < IceAdvice.MAX_SERVERS) {
        servers.add(advised);
      }
    }
    return new IceAdvice(servers, relayOnly || advice.relayOnly());
  }
}
