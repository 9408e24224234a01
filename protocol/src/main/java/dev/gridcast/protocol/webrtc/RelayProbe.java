package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a TURN server for an address that it relays to here, in the way that a connection would, but
 * without anybody at the other end.
 */
public final class RelayProbe {

  /** The fields of a candidate line, after RFC 8839: the address is the fifth word. */
  private static final int ADDRESS = 4;

  private static final int PORT = 5;

  private RelayProbe() {}

  /**
   * Loads the library and lets go of it.
   *
   * @throws WebRtcUnavailableException when this machine lacks what it needs
   */
  public static void checkLibrary() throws WebRtcUnavailableException {
    WebRtc.acquire().release();
  }

  /**
   * The relayed address, HOST:PORT; empty when the server gives none in time, for whatever reason.
   *
   * @param limit for the whole conversation with the server
   * @throws WebRtcUnavailableException when this machine lacks what the library needs
   */
  public static Optional<String> relayed(IceServer server, Duration limit)
      throws WebRtcUnavailableException, InterruptedException {
    WebRtc library = WebRtc.acquire();
    try {
      // A factory of its own: nothing that is open notices.
      AudioDeviceModule audio = new AudioDeviceModule(AudioLayer.kDummyAudio);
      PeerConnectionFactory factory = new PeerConnectionFactory(audio);
      try {
        return relayed(factory, relayOnly(server), limit);
      } finally {
        factory.dispose();
        audio.dispose();
      }
    } finally {
      library.release();
    }
  }

  private static Optional<String> relayed(
      PeerConnectionFactory factory, RTCConfiguration configuration, Duration limit)
      throws InterruptedException {
    Gathered gathered = new Gathered();
    RTCPeerConnection connection = factory.createPeerConnection(configuration, gathered);
    RTCDataChannel channel = connection.createDataChannel("gridcast", new RTCDataChannelInit());
    try {
      Descriptions.Created created = new Descriptions.Created();
      Descriptions.Applied applied = new Descriptions.Applied();
      connection.createOffer(new RTCOfferOptions(), created);
      RTCSessionDescription offer = created.future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      connection.setLocalDescription(offer, applied);
      return gathered.address.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } finally {
      channel.close();
      connection.close();
      channel.dispose();
    }
  }

  private static RTCConfiguration relayOnly(IceServer server) {
    return Configurations.of(new IceAdvice(List.of(server), true), Optional.empty());
  }

  /** Waits for the first relayed address, or for the news that there is none. */
  private static final class Gathered implements PeerConnectionObserver {

    private final CompletableFuture<Optional<String>> address = new CompletableFuture<>();

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
      Callbacks.guarded(
          () -> {
            String[] words = candidate.sdp.split(" ", -1);
            if (candidate.sdp.contains(" typ relay") && words.length > PORT) {
              address.complete(Optional.of(words[ADDRESS] + ':' + words[PORT]));
            }
          });
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
      Callbacks.guarded(
          () -> {
            if (state == RTCIceGatheringState.COMPLETE) {
              address.complete(Optional.empty());
            }
          });
    }
  }
}
