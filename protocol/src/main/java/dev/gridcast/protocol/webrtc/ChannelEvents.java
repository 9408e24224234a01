package dev.gridcast.protocol.webrtc;

import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;

/** What the library says about a channel. An exception that left it would abort the JVM. */
final class ChannelEvents implements RTCDataChannelObserver {

  private final Connection connection;

  ChannelEvents(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void onBufferedAmountChange(long previousAmount) {
    // Never called by the library in this release; the amount is polled.
  }

  @Override
  public void onStateChange() {
    Callbacks.guarded(connection::stateChanged);
  }

  /** The buffer belongs to the library and is gone when this returns. */
  @Override
  public void onMessage(RTCDataChannelBuffer buffer) {
    Callbacks.guarded(
        () -> {
          byte[] frame = new byte[buffer.data.remaining()];
          buffer.data.get(frame);
          connection.received(frame);
        });
  }
}
