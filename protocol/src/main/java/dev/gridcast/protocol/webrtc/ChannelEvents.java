package dev.gridcast.protocol.webrtc;

import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import org.jspecify.annotations.Nullable;

/** What the library says about a channel. An exception that left it would abort the JVM. */
final class ChannelEvents implements RTCDataChannelObserver {

  /** The library never frees what it holds of this object: it must not hold the connection, too. */
  private volatile @Nullable Connection connection;

  ChannelEvents(Connection connection) {
    this.connection = connection;
  }

  /** The connection is gone: nothing more is heard. */
  void letGo() {
    connection = null;
  }

  @Override
  public void onBufferedAmountChange(long previousAmount) {
    // Never called by the library in this release; the amount is polled.
  }

  @Override
  public void onStateChange() {
    Connection to = connection;
    if (to != null) {
      Callbacks.guarded(to::stateChanged);
    }
  }

  /** The buffer belongs to the library and is gone when this returns. */
  @Override
  public void onMessage(RTCDataChannelBuffer buffer) {
    Connection to = connection;
    if (to == null) {
      return;
    }
    Callbacks.guarded(
        () -> {
          byte[] frame = new byte[buffer.data.remaining()];
          buffer.data.get(frame);
          to.received(frame);
        });
  }
}
