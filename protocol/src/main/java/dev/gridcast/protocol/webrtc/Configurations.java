package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import dev.gridcast.protocol.signal.IceUrl;
import dev.gridcast.protocol.signal.PortRange;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import dev.onvoid.webrtc.TlsCertPolicy;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the library must know of our settings before it looks for a path. */
final class Configurations {

  private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);

  private Configurations() {}

  /**
   * A configuration for one connection. A server that the library would not understand is left out:
   * it would refuse the whole connection, and the advice may come from a stranger.
   */
  static RTCConfiguration of(IceAdvice advice, Optional<PortRange> ports) {
    RTCConfiguration configuration = new RTCConfiguration();
    // Half the file descriptors. The way to a TURN server by TCP is another matter, and stays open.
    configuration.portAllocatorConfig.setDisableTcp(true);
    ports.ifPresent(
        range -> {
          configuration.portAllocatorConfig.minPort = range.first();
          configuration.portAllocatorConfig.maxPort = range.last();
        });
    if (advice.relayOnly()) {
      configuration.iceTransportPolicy = RTCIceTransportPolicy.RELAY;
    }
    advice.servers().forEach(server -> add(configuration, server));
    return configuration;
  }

  private static void add(RTCConfiguration configuration, IceServer server) {
    List<String> urls = server.urls().stream().filter(IceUrl::isOne).toList();
    boolean relay = urls.stream().anyMatch(url -> IceUrl.parse(url).isRelay());
    if (urls.isEmpty() || (relay && (server.username() == null || server.credential() == null))) {
      LOG.warn("The ICE server {} is left out: it is none that can be used.", server);
      return;
    }
    RTCIceServer known = new RTCIceServer();
    known.urls = urls;
    if (server.anyCertificate()) {
      known.tlsCertPolicy = TlsCertPolicy.INSECURE_NO_CHECK;
    }
    if (server.username() != null && server.credential() != null) {
      known.username = server.username();
      known.password = server.credential();
    }
    configuration.iceServers.add(known);
  }
}
