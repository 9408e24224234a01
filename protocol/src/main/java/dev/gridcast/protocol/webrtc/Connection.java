package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.peer.FrameLine;
import dev.gridcast.protocol.peer.FramedPeer;
import dev.gridcast.protocol.peer.Introduction;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerPath;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.Fingerprints;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebRTC connection with its one data channel, from the first description to the last breath.
 *
 * <p>The owner lock is held for every call into the library that uses the channel or the
 * connection, so that none meets a disposed one. Callbacks never take it: they only hand over.
 */
final class Connection implements FrameLine {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final WebRtc webRtc;

  private final Identity self;
  private final PeerAcceptor acceptor;
  private final FramedPeer peer;
  private final ReentrantLock owner = new ReentrantLock();
  private final ChannelLine line;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final Gathering gathering;
  private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
  private final Consumer<Connection> whenClosed;
  private final WebRtc.Seat seat;
  private final RTCPeerConnection connection;
  private final PathReader path;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean patient;
  private @Nullable RTCDataChannel channel;
  private volatile Introduction.@Nullable Role role;
  private volatile byte @Nullable [] ownFingerprint;
  private volatile byte @Nullable [] otherFingerprint;
  private @Nullable ChannelEvents events;

  /**
   * A connection that has not been negotiated yet; must be closed in any case.
   *
   * @param id see {@link dev.gridcast.protocol.peer.Peer#id}
   * @param self who is at this end
   * @param other who must be at the other end
   * @param ice how it looks for a path
   * @param limits how fast this side may send and receive
   * @param acceptor asked for the listener once the channel is open
   * @param whenClosed told once, when the library's objects are gone
   */
  Connection(
      WebRtc webRtc,
      String id,
      Identity self,
      PeerKey other,
      IceChoice ice,
      RateLimits limits,
      PeerAcceptor acceptor,
      Consumer<Connection> whenClosed) {
    this.webRtc = webRtc;
    this.self = self;
    this.acceptor = acceptor;
    this.whenClosed = whenClosed;
    this.peer = new FramedPeer(id, other, this, webRtc.pool(), limits);
    this.line = new ChannelLine(id, owner);
    this.gathering = new Gathering(ice.advice());
    this.path = new PathReader(this::askForStatistics, webRtc.pool());
    this.seat = webRtc.connect(this, ice.configuration(), new ConnectionEvents(this));
    this.connection = seat.connection();
  }

  FramedPeer peer() {
    return peer;
  }

  /** The other side gets our description from a person, who may take long. */
  void bePatient() {
    patient = true;
  }

  /**
   * Completes when the channel is open and the other side has proved its key, or with the reason
   * why it will not be.
   */
  CompletableFuture<Boolean> opened() {
    return opened;
  }

  /** The client's first step: a description to offer. */
  String offer() throws HandshakeException, InterruptedException {
    role = Introduction.Role.OFFERED;
    Descriptions.Created created = new Descriptions.Created();
    inLibrary(
        () -> {
          RTCDataChannelInit init = new RTCDataChannelInit();
          init.ordered = true;
          RTCDataChannel own = connection.createDataChannel("gridcast", init);
          channel = own;
          line.use(own);
          own.registerObserver(listen());
          connection.createOffer(new RTCOfferOptions(), created);
        });
    return describeSelf(Steps.await("create an offer", created.future));
  }

  /** The client's last step: what the server answered. */
  void accept(String answer) throws HandshakeException, InterruptedException {
    describeOther(RTCSdpType.ANSWER, answer);
  }

  /** The server's only step: the answer to what a client offers. */
  String answer(String offer) throws HandshakeException, InterruptedException {
    role = Introduction.Role.ANSWERED;
    describeOther(RTCSdpType.OFFER, patient ? LongWait.otherBegins(offer) : offer);
    Descriptions.Created created = new Descriptions.Created();
    inLibrary(() -> connection.createAnswer(new RTCAnswerOptions(), created));
    String answer = describeSelf(Steps.await("create an answer", created.future));
    if (patient) {
      LongWait.knock(
          offer,
          webRtc.pool(),
          opened::isDone,
          again -> inLibrary(() -> again.forEach(connection::addIceCandidate)));
    }
    return answer;
  }

  private void describeOther(RTCSdpType type, String sdp)
      throws HandshakeException, InterruptedException {
    Descriptions.Applied applied = new Descriptions.Applied();
    try {
      Descriptions.requireDataOnly(sdp);
      otherFingerprint = Fingerprints.of(sdp);
      inLibrary(
          () -> connection.setRemoteDescription(new RTCSessionDescription(type, sdp), applied));
      Steps.await("apply it", applied.future);
    } catch (HandshakeException | IllegalArgumentException e) {
      throw HandshakeException.badDescription(Steps.oneLine(e), e);
    }
  }

  private String describeSelf(RTCSessionDescription own)
      throws HandshakeException, InterruptedException {
    Descriptions.Applied applied = new Descriptions.Applied();
    inLibrary(() -> connection.setLocalDescription(own, applied));
    Steps.await("use the own description", applied.future);
    gathering.await();
    CompletableFuture<String> complete = new CompletableFuture<>();
    inLibrary(() -> complete.complete(connection.getLocalDescription().sdp));
    String sdp = Steps.await("read the own description", complete);
    if (!Descriptions.hasCandidate(sdp)) {
      throw new HandshakeException(gathering.whyNothing());
    }
    ownFingerprint = Fingerprints.of(sdp);
    return sdp;
  }

  /** A step of the handshake under the owner lock; it must not wait for a callback. */
  private void inLibrary(Runnable step) throws HandshakeException {
    owner.lock();
    try {
      if (closing.get()) {
        throw new HandshakeException("the connection was closed during the handshake");
      }
      step.run();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // The library throws plain java.lang.Error for a description that it cannot parse.
      throw new HandshakeException("the WebRTC library failed: " + Steps.oneLine(e), e);
    } finally {
      owner.unlock();
    }
  }

  @Override
  public void send(byte[] frame) throws PeerClosedException {
    line.send(frame);
  }

  @Override
  public long queued() {
    return line.queued();
  }

  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      return;
    }
    owner.lock();
    try {
      disposeNative();
    } finally {
      owner.unlock();
    }
    lost("closed by this side");
    whenClosed.accept(this);
    // Never on the caller's thread, which may hold locks: the last one to leave ends the factory.
    webRtc.pool().execute(() -> seat.generation().leave(this));
  }

  private void disposeNative() {
    RTCDataChannel own = channel;
    ChannelEvents heard = events;
    channel = null;
    line.ended();
    try {
      if (own != null) {
        own.unregisterObserver();
        own.close();
      }
      NativeConnection.close(
          connection,
          () -> {
            if (own != null) {
              own.dispose();
            }
          });
    } catch (RuntimeException | Error e) {
      LOG.warn("Closing {} failed in the WebRTC library.", peer.id(), e);
    }
    if (heard != null) {
      heard.letGo();
    }
  }

  /** Asks the other side to come again over a new connection; false while this one is not open. */
  boolean comeAgain() {
    if (!opened.isDone()) {
      return false;
    }
    webRtc.pool().execute(peer::renew);
    return true;
  }

  @Override
  public Optional<PeerPath> path() {
    return path.path();
  }

  @Override
  public Optional<Duration> roundTrip() {
    return path.roundTrip();
  }

  /** The library answers by a callback; a connection that is gone answers nothing. */
  private void askForStatistics(RTCStatsCollectorCallback answer) {
    owner.lock();
    try {
      if (!closing.get()) {
        connection.getStats(answer);
      }
    } finally {
      owner.unlock();
    }
  }

  private ChannelEvents listen() {
    ChannelEvents heard = new ChannelEvents(this);
    events = heard;
    return heard;
  }

  // What follows is called by the library's signalling thread: hand over, never wait, never lock.

  /** No path was found, or the one that was is gone. */
  void failed() {
    if (patient && !opened.isDone()) {
      // Somebody still carries the answer: the library goes on as soon as the other side knocks.
      LOG.debug("{} waits for the other side.", peer.id());
    } else {
      lost("the other side cannot be reached any more");
    }
  }

  Gathering gathering() {
    return gathering;
  }

  /** The path may be another one from now on. */
  void pathChanged() {
    path.refresh();
  }

  /** The other side opened a channel. */
  void channelOffered(RTCDataChannel offered) {
    webRtc.pool().execute(() -> adopt(offered));
  }

  private void adopt(RTCDataChannel offered) {
    owner.lock();
    try {
      if (closing.get() || channel != null) {
        offered.dispose();
        return;
      }
      channel = offered;
      line.use(offered);
      offered.registerObserver(listen());
    } finally {
      owner.unlock();
    }
    readState();
  }

  /** The channel has another state; it is asked for on a thread that may wait for the lock. */
  void stateChanged() {
    webRtc.pool().execute(this::readState);
  }

  private void readState() {
    RTCDataChannelState state;
    owner.lock();
    try {
      RTCDataChannel own = channel;
      if (own == null) {
        return;
      }
      state = own.getState();
    } finally {
      owner.unlock();
    }
    if (state == RTCDataChannelState.OPEN) {
      start();
    } else if (state == RTCDataChannelState.CLOSING) {
      line.ended();
    } else if (state == RTCDataChannelState.CLOSED) {
      line.ended();
      lost("the channel was closed by the other side");
    }
  }

  void received(byte[] frame) {
    seat.generation().received();
    start();
    peer.received(frame);
  }

  private void start() {
    Introduction.Role part = role;
    byte[] own = ownFingerprint;
    byte[] other = otherFingerprint;
    if (part == null || own == null || other == null) {
      return; // no channel opens before both are described
    }
    // Whoever comes second must not pass a frame on before the first has begun; nothing waits here.
    synchronized (started) {
      if (started.compareAndSet(false, true)) {
        line.opened();
        peer.start(new Introduction(self, peer.key(), part, own, other), acceptor);
        var unused = peer.introduced().whenComplete((who, failure) -> introduced(failure));
      }
    }
  }

  /** The other side is who it should be, or it will not be known. */
  private void introduced(@Nullable Throwable failure) {
    if (failure == null) {
      opened.complete(true);
      path.refresh();
    } else {
      opened.completeExceptionally(HandshakeException.unproven(Steps.oneLine(failure)));
    }
  }

  /** The connection is gone, for a reason; the first one counts. */
  void lost(String reason) {
    if (told.compareAndSet(false, true)) {
      opened.completeExceptionally(new HandshakeException(reason));
      peer.lineClosed(reason);
    }
  }
}
