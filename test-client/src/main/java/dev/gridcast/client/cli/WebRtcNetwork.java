package dev.gridcast.client.cli;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.webrtc.WebRtcConnector;
import dev.gridcast.protocol.webrtc.WebRtcUnavailableException;

/** WebRTC, with the handshake on the ways of the invite. */
final class WebRtcNetwork implements Network {

  @Override
  public Invite invite(String text) throws ClientException {
    try {
      return Invite.parse(text);
    } catch (InviteException e) {
      throw ClientException.usage(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Link open(Identity self, Invite invite, RateLimits limits) throws ClientException {
    try {
      WebRtcConnector connector =
          WebRtcConnector.open(
              self, invite, WebRtcConnector.httpWays(invite), limits, ClientMain.Version.text());
      return new Link(connector, connector::close);
    } catch (WebRtcUnavailableException e) {
      throw ClientException.missing(String.valueOf(e.getMessage()));
    }
  }
}
