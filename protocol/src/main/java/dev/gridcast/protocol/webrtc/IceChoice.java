package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.PortRange;
import dev.onvoid.webrtc.RTCConfiguration;
import java.util.Optional;

/**
 * How one connection looks for a path.
 *
 * @param advice the servers that help, and whether only relayed paths will do
 * @param ports the UDP ports of this machine that it may use; any, when empty
 */
record IceChoice(IceAdvice advice, Optional<PortRange> ports) {

  /** In one network, without any server. */
  static final IceChoice LOCAL = new IceChoice(IceAdvice.NONE, Optional.empty());

  RTCConfiguration configuration() {
    return Configurations.of(advice, ports);
  }
}
