package dev.gridcast.benchmark.network;

import dev.gridcast.protocol.blob.BlobOutlet;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.SignallingServer;
import dev.gridcast.protocol.webrtc.WebRtcConnector;
import dev.gridcast.protocol.webrtc.WebRtcServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How the processes of this benchmark get into the network: over this machine's own addresses. */
final class Net {

  /** Runs whatever may take long. */
  static final Executor THREADS = Executors.newCachedThreadPool();

  private static final String VERSION = "benchmark";
  private static final int ADDRESSES = 500;
  private static final int MOST_TRIES = 10;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private Net() {}

  /** Serves everybody until the process ends; the invite. */
  static String serve(PeerAcceptor acceptor) throws Exception {
    Identity self = Identity.random();
    WebRtcServer server =
        WebRtcServer.start(
            self, (key, secret) -> new Admission.Admitted(), IceSettings.LOCAL, acceptor, VERSION);
    // The clients stand for as many of other machines: what one address may send does not hold
    // here.
    AtomicInteger number = new AtomicInteger();
    SignallingServer http =
        SignallingServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            (letter, source) ->
                server.handler().answer(letter, "client-" + number.getAndIncrement() % ADDRESSES),
            self.key(),
            VERSION);
    return new Invite(
            self.key(),
            List.of(Invite.Way.parse("http://127.0.0.1:" + http.port())),
            Optional.empty())
        .text();
  }

  /** Reaches the server of an invite as somebody new. */
  static PeerConnector connector(Invite invite) throws Exception {
    return WebRtcConnector.open(Identity.random(), invite);
  }

  /** Connects; when the server says that it is busy just now, tries again as a client would. */
  static Peer connect(PeerConnector network, PeerListener listener)
      throws ConnectException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return network.connect(listener);
      } catch (ConnectException e) {
        if (e.isPermanent() || tries == MOST_TRIES) {
          throw e;
        }
        Figures.note("connecting again: %s", String.valueOf(e.getMessage()));
        TimeUnit.MILLISECONDS.sleep(e.retryAfter().orElse(WAIT).toMillis());
      }
    }
  }

  /** What blobs are said through. */
  static BlobOutlet outlet(Peer peer) {
    return new BlobOutlet() {
      @Override
      public void say(Message message) {
        try {
          peer.send(message);
        } catch (PeerClosedException e) {
          peer.close(); // onClosed follows
        }
      }

      @Override
      public void send(Message message) throws PeerClosedException {
        peer.send(message);
      }
    };
  }

  /** The bytes of this process's heap that are in use when all that can go is gone. */
  static String collected() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return String.valueOf(runtime.totalMemory() - runtime.freeMemory());
  }
}
