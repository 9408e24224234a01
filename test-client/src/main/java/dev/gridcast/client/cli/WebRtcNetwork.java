package dev.gridcast.client.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.webrtc.WebRtcConnector;
import dev.gridcast.protocol.webrtc.WebRtcUnavailableException;

/** WebRTC, with the handshake through the server's own HTTP port. */
final class WebRtcNetwork implements Network {

  @Override
  public Link open(String text, RateLimits limits) throws ClientException {
    try {
      Invite invite = Invite.parse(text);
      WebRtcConnector connector = WebRtcConnector.open(invite, limits);
      return new Link(invite.address(), connector, connector::close);
    } catch (InviteException e) {
      throw ClientException.usage(String.valueOf(e.getMessage()));
    } catch (WebRtcUnavailableException e) {
      throw ClientException.missing(String.valueOf(e.getMessage()));
    }
  }
}
