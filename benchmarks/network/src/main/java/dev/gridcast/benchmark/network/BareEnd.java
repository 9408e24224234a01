package dev.gridcast.benchmark.network;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One end of a connection of the library as it comes, in a process of its own: what ours is
 * compared with. The benchmark carries the two descriptions from one to the other.
 */
public final class BareEnd implements PeerConnectionObserver {

  private static final long LIMIT_SECONDS = 20;

  private final Executor threads = Executors.newCachedThreadPool();
  private final CompletableFuture<Boolean> gathered = new CompletableFuture<>();
  private final CompletableFuture<BareChannel> channel = new CompletableFuture<>();
  private final RTCPeerConnection connection;

  private BareEnd() {
    RTCConfiguration configuration = new RTCConfiguration();
    configuration.portAllocatorConfig.setDisableTcp(true);
    connection =
        new PeerConnectionFactory(new AudioDeviceModule(AudioLayer.kDummyAudio))
            .createPeerConnection(configuration, this);
  }

  /** Takes orders: {@code offer}, {@code answer SDP}, {@code accept SDP}, {@code fetch BYTES}. */
  public static void main(String[] arguments) throws Exception {
    BareEnd end = new BareEnd();
    Orders.take(
        Map.of(
            "offer",
            rest -> end.offer(),
            "answer",
            end::answer,
            "accept",
            end::accept,
            "fetch",
            rest -> Orders.number(end.channel.join().fetch(Long.parseLong(rest)))));
  }

  private String offer() throws Exception {
    RTCDataChannelInit init = new RTCDataChannelInit();
    init.ordered = true;
    channel.complete(new BareChannel(connection.createDataChannel("bare", init), threads));
    BareSteps.Created created = new BareSteps.Created();
    connection.createOffer(new RTCOfferOptions(), created);
    return described(created.await());
  }

  private String answer(String offer) throws Exception {
    hear(RTCSdpType.OFFER, offer);
    BareSteps.Created created = new BareSteps.Created();
    connection.createAnswer(new RTCAnswerOptions(), created);
    return described(created.await());
  }

  private String accept(String answer) throws Exception {
    hear(RTCSdpType.ANSWER, answer);
    channel.get(LIMIT_SECONDS, TimeUnit.SECONDS).awaitOpen();
    return "open";
  }

  private void hear(RTCSdpType type, String encoded) throws Exception {
    String sdp = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    BareSteps.Applied applied = new BareSteps.Applied();
    connection.setRemoteDescription(new RTCSessionDescription(type, sdp), applied);
    applied.await();
  }

  private String described(RTCSessionDescription own) throws Exception {
    BareSteps.Applied applied = new BareSteps.Applied();
    connection.setLocalDescription(own, applied);
    applied.await();
    gathered.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    String sdp = connection.getLocalDescription().sdp;
    return Base64.getEncoder().encodeToString(sdp.getBytes(StandardCharsets.UTF_8));
  }

  // What follows is called by the library's signalling thread: hand over, and never throw.

  @Override
  public void onIceCandidate(RTCIceCandidate candidate) {
    // All of them travel in the description.
  }

  @Override
  public void onIceGatheringChange(RTCIceGatheringState state) {
    if (state == RTCIceGatheringState.COMPLETE) {
      gathered.complete(true);
    }
  }

  @Override
  public void onDataChannel(RTCDataChannel offered) {
    threads.execute(() -> channel.complete(new BareChannel(offered, threads)));
  }
}
