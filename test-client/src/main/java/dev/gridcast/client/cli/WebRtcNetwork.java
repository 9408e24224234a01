package dev.gridcast.client.cli;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.HandWay;
import dev.gridcast.protocol.signal.HttpWay;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.SignalWay;
import dev.gridcast.protocol.signal.mqtt.MqttAddress;
import dev.gridcast.protocol.signal.mqtt.MqttTrust;
import dev.gridcast.protocol.signal.mqtt.MqttWay;
import dev.gridcast.protocol.webrtc.WebRtcConnector;
import dev.gridcast.protocol.webrtc.WebRtcUnavailableException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WebRTC, with the handshake on all ways of the invite at once, or by hand. */
final class WebRtcNetwork implements Network {

  private final MqttTrust trust;

  /** Where answers are pasted; null unless offers are carried by hand. */
  private final @Nullable BufferedReader hand;

  private final IceSettings ice;

  /** On the ways of the invite, all at once. */
  WebRtcNetwork() {
    this(MqttTrust.ofThisMachine(), null, IceSettings.CLIENT);
  }

  private WebRtcNetwork(MqttTrust trust, @Nullable BufferedReader hand, IceSettings ice) {
    this.trust = trust;
    this.hand = hand;
    this.ice = ice;
  }

  @Override
  public Network by(WayOptions wishes) throws ClientException {
    return new WebRtcNetwork(wishes.trust(), wishes.byHand() ? standardInput() : null, ice);
  }

  @Override
  public Network with(IceSettings other) {
    return new WebRtcNetwork(trust, hand, other);
  }

  private static BufferedReader standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  @Override
  public Invite invite(String text) throws ClientException {
    try {
      return Invite.parse(text);
    } catch (InviteException e) {
      throw ClientException.usage(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Link open(Identity self, Invite invite, RateLimits limits, HandWay.Window window)
      throws ClientException {
    try {
      String version = ClientMain.Version.text();
      WebRtcConnector connector =
          hand == null
              ? WebRtcConnector.open(self, invite, ways(invite), ice, limits, version)
              : WebRtcConnector.byHand(
                  self, invite, new HandWay(hand, window), ice, limits, version);
      return new Link(connector, connector::close);
    } catch (WebRtcUnavailableException e) {
      throw ClientException.missing(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw ClientException.usage("this invite cannot be used: " + e.getMessage());
    }
  }

  private List<SignalWay> ways(Invite invite) {
    List<SignalWay> ways = new ArrayList<>();
    for (Invite.Way way : invite.ways()) {
      ways.add(
          way.kind() == Invite.Kind.HTTP
              ? new HttpWay(way)
              : new MqttWay(MqttAddress.of(way.uri()), trust, invite.server()));
    }
    return ways;
  }
}
