package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.message.Texts;
import dev.gridcast.protocol.peer.PeerThreads;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The library's factory: one for the whole process, made when the first server or connector opens
 * and disposed when the last one closes. Its native threads keep the JVM alive until then.
 */
final class WebRtc {

  private static final Executor POOL = PeerThreads.pool("webrtc-peer");

  private static @Nullable WebRtc current;

  private final AudioDeviceModule audio;
  private final PeerConnectionFactory factory;
  private int users;

  private WebRtc() {
    // Without an audio module of its own the factory aborts the JVM on a machine without sound.
    this.audio = new AudioDeviceModule(AudioLayer.kDummyAudio);
    this.factory = new PeerConnectionFactory(audio);
  }

  /**
   * The factory, for a server, a connector or a connection; to be given back with {@link #release}.
   */
  static synchronized WebRtc acquire() throws WebRtcUnavailableException {
    WebRtc shared = current == null ? load() : current;
    current = shared;
    shared.users++;
    return shared;
  }

  /** One more user of this factory, which must have one already. */
  void retain() {
    synchronized (WebRtc.class) {
      if (users == 0) {
        throw new IllegalStateException("the WebRTC factory is disposed");
      }
      users++;
    }
  }

  /** Gives the factory back; the last one to do so disposes it. */
  void release() {
    synchronized (WebRtc.class) {
      users--;
      if (users == 0) {
        current = null;
        factory.dispose();
        audio.dispose();
      }
    }
  }

  /** A new connection without STUN or TURN servers, over UDP only. */
  RTCPeerConnection connection(PeerConnectionObserver observer) {
    RTCConfiguration configuration = new RTCConfiguration();
    configuration.portAllocatorConfig.setDisableTcp(true); // half the file descriptors
    return factory.createPeerConnection(configuration, observer);
  }

  /** The threads on which listeners run. */
  Executor pool() {
    return POOL;
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
