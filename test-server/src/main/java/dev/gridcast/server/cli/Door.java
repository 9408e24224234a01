package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.server.web.Live;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where volunteers reach this server from outside. */
interface Door extends AutoCloseable {

  /** The line to hand to volunteers. */
  String invite();

  /** The same for whoever is on this machine, where its name may lead somewhere else. */
  default String inviteHere() {
    return invite();
  }

  /** How often what happened at it, by a word for each; empty where nothing is counted. */
  default Map<String, Long> counts() {
    return Map.of();
  }

  /** The brokers at which volunteers may knock, too; empty where there are none. */
  default List<Live.Broker> brokers() {
    return List.of();
  }

  /** Lets nobody in any more and closes every connection. */
  @Override
  void close();

  /** How a door is opened; a test opens another one than {@code main}. */
  @FunctionalInterface
  interface Opener {

    /**
     * Opens the door.
     *
     * @throws UserError when it cannot be opened, for example because the port is taken
     */
    Door open(DataDirectory directory, Entrance entrance, PeerAcceptor acceptor) throws UserError;
  }

  /**
   * Who may come in.
   *
   * @param admission decides about each who knocks
   * @param limits how fast all connections of a key may be, together
   * @param defaultInvite is told the secret of the server's own invite, before anybody can knock
   */
  record Entrance(
      Admission admission, Function<PeerKey, RateLimits> limits, Consumer<Secret> defaultInvite) {}
}
