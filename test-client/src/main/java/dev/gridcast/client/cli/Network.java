package dev.gridcast.client.cli;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.HandWay;
import dev.gridcast.protocol.signal.IceSettings;

/** How an invite becomes a way to a server. */
interface Network {

  /** The same on the ways that somebody wishes. */
  default Network by(WayOptions wishes) throws ClientException {
    return this;
  }

  /** Reads what a person pasted. */
  Invite invite(String text) throws ClientException;

  /**
   * Gets ready to connect, at the speed that the limits allow; nothing travels yet.
   *
   * @param window where a person reads who is to carry offers
   */
  Link open(Identity self, Invite invite, RateLimits limits, HandWay.Window window)
      throws ClientException;

  /** The same with another manner of finding a path; one without paths stays as it is. */
  default Network with(IceSettings ice) {
    return this;
  }

  /**
   * The way to one server.
   *
   * @param connector opens connections to it
   * @param end ends what is open and frees the library
   */
  record Link(PeerConnector connector, Runnable end) implements AutoCloseable {

    @Override
    public void close() {
      end.run();
    }
  }
}
