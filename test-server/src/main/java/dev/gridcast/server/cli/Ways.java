package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.signal.SignalHandler;
import dev.gridcast.protocol.signal.mqtt.MqttAddress;
import dev.gridcast.protocol.signal.mqtt.MqttListener;
import dev.gridcast.protocol.signal.mqtt.MqttTrust;
import java.util.List;

/**
 * On which ways volunteers find the server.
 *
 * @param brokers where it listens besides
 * @param trust whose word is taken for their names
 * @param http whether its own port is open to others than this machine
 */
record Ways(List<Invite.Way> brokers, MqttTrust trust, boolean http) {

  /** The own port alone. */
  static final Ways HTTP_ALONE = new Ways(List.of(), MqttTrust.ofThisMachine(), true);

  Ways {
    brokers = List.copyOf(brokers);
  }

  /** Begins to listen at the brokers. */
  MqttListener listen(PeerKey server, SignalHandler handler) {
    List<MqttAddress> addresses = brokers.stream().map(way -> MqttAddress.of(way.uri())).toList();
    return MqttListener.start(addresses, trust, server, handler);
  }
}
