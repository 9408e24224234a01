package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.message.Texts;
import dev.gridcast.protocol.peer.PeerThreads;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library in this process: there while a server or a connector is open. New connections go to
 * the present {@link Generation}; the ones before it are being emptied. Native threads keep the JVM
 * alive until the last is gone.
 */
final class WebRtc {

  private static final Executor POOL = PeerThreads.pool("webrtc-peer");
  private static final Logger LOG = LoggerFactory.getLogger(WebRtc.class);
  private static final AtomicLong RENEWALS = new AtomicLong();

  private static Generation.Budget budget = Generation.Budget.STANDARD;
  private static @Nullable WebRtc current;

  private final Generation.Budget each;
  private Generation generation;
  private int users;

  private WebRtc() {
    this.each = budget;
    this.generation = newGeneration();
  }

  /** The library, for a server or a connector; to be given back with {@link #release}. */
  static synchronized WebRtc acquire() throws WebRtcUnavailableException {
    WebRtc shared = current == null ? load() : current;
    current = shared;
    shared.users++;
    return shared;
  }

  /** Gives the library back; with the last one the present generation ends. */
  void release() {
    Generation last;
    synchronized (WebRtc.class) {
      users--;
      if (users > 0) {
        return;
      }
      current = null;
      last = generation;
    }
    last.retire();
  }

  /** What a generation may serve from the next {@link #acquire} of an idle library on. */
  static synchronized void budget(Generation.Budget given) {
    budget = given;
  }

  /** How often a generation has followed another in this process. */
  static long renewals() {
    return RENEWALS.get();
  }

  /** A native connection of the present generation, which its owner leaves at its end. */
  Seat connect(Connection owner, RTCConfiguration configuration, PeerConnectionObserver observer) {
    @Nullable Generation asked = null;
    while (true) {
      Generation present = present();
      if (present == asked) {
        throw new IllegalStateException("the WebRTC library is closed");
      }
      asked = present;
      Optional<RTCPeerConnection> made = present.connect(owner, configuration, observer);
      if (made.isPresent()) {
        return new Seat(present, made.get());
      }
    }
  }

  private Generation present() {
    synchronized (WebRtc.class) {
      return generation;
    }
  }

  /**
   * A connection's place in a generation.
   *
   * @param generation whose it is
   * @param connection the native connection
   */
  record Seat(Generation generation, RTCPeerConnection connection) {}

  /** The threads on which listeners run. */
  Executor pool() {
    return POOL;
  }

  private Generation newGeneration() {
    return new Generation(each, () -> POOL.execute(this::renew));
  }

  /** The present generation has served enough: the next one begins, and this one is emptied. */
  private void renew() {
    Generation old;
    synchronized (WebRtc.class) {
      if (current != this) {
        return;
      }
      old = generation;
      generation = newGeneration();
    }
    RENEWALS.incrementAndGet();
    LOG.info("A new WebRTC factory; {} connections are asked to come again.", old.members().size());
    old.retire();
    Emptying.run(old);
  }

  private static WebRtc load() throws WebRtcUnavailableException {
    try {
      return new WebRtc();
    } catch (LinkageError | RuntimeException e) {
      throw unavailable(e);
    }
  }

  private static WebRtcUnavailableException unavailable(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String machine = System.getProperty("os.name") + ' ' + System.getProperty("os.arch");
    String remedy;
    if (root instanceof UnsatisfiedLinkError) {
      remedy =
          "on Debian or Ubuntu run: apt-get install " + WebRtcUnavailableException.DEBIAN_PACKAGES;
    } else if (root instanceof NullPointerException) {
      remedy = "this build carries none for this machine: use a jar that was built for it";
    } else {
      remedy =
          "it is unpacked into " + System.getProperty("java.io.tmpdir") + ": is that writable?";
    }
    return new WebRtcUnavailableException(
        "the native library of WebRTC cannot be loaded on "
            + machine
            + " ("
            + Texts.oneLine(root.toString(), 200)
            + "); "
            + remedy,
        error);
  }
}
