package dev.gridcast.server.cli;

import dev.gridcast.protocol.peer.PeerAcceptor;

/** Where volunteers reach this server from outside. */
interface Door extends AutoCloseable {

  /** The line to hand to volunteers. */
  String invite();

  /** The same for whoever is on this machine, where its name may lead somewhere else. */
  default String inviteHere() {
    return invite();
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
    Door open(DataDirectory directory, PeerAcceptor acceptor) throws UserError;
  }
}
