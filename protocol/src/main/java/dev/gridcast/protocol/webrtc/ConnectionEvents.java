package dev.gridcast.protocol.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;

/** What the library says about a connection. An exception that left it would abort the JVM. */
final class ConnectionEvents implements PeerConnectionObserver {

  private final Connection connection;

  ConnectionEvents(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void onIceCandidate(RTCIceCandidate candidate) {
    // Candidates travel inside the description, once all are known.
    Callbacks.guarded(() -> connection.gathering().found(candidate.sdp));
  }

  @Override
  public void onIceGatheringChange(RTCIceGatheringState state) {
    Callbacks.guarded(
        () -> {
          if (state == RTCIceGatheringState.COMPLETE) {
            connection.gathering().complete();
          }
        });
  }

  @Override
  public void onDataChannel(RTCDataChannel channel) {
    Callbacks.guarded(() -> connection.channelOffered(channel));
  }

  /** DISCONNECTED may heal, as after a short loss of wifi; FAILED comes ten seconds later. */
  @Override
  public void onConnectionChange(RTCPeerConnectionState state) {
    Callbacks.guarded(
        () -> {
          if (state == RTCPeerConnectionState.FAILED) {
            connection.failed();
          } else if (state == RTCPeerConnectionState.CLOSED) {
            connection.lost("the connection was closed");
          } else if (state == RTCPeerConnectionState.CONNECTED) {
            connection.pathChanged();
          }
        });
  }
}
