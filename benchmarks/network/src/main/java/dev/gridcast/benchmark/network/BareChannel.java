package dev.gridcast.benchmark.network;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A data channel of the bare library: one side asks for so many bytes in a message of eight, the
 * other sends them in messages of 64 KiB, with the same high-water mark as our own room.
 */
final class BareChannel implements RTCDataChannelObserver {

  private static final int MESSAGE_BYTES = 64 << 10;
  private static final long HIGH_WATER_BYTES = 1 << 20;
  private static final long POLL_NANOS = 300_000;
  private static final long LIMIT_SECONDS = 60;

  private final RTCDataChannel channel;
  private final Executor sender;
  private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
  private final AtomicLong missing = new AtomicLong();
  private volatile @Nullable CompletableFuture<Long> complete;

  BareChannel(RTCDataChannel channel, Executor sender) {
    this.channel = channel;
    this.sender = sender;
    channel.registerObserver(this);
    onStateChange();
  }

  void awaitOpen() throws Exception {
    opened.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Asks for bytes; the seconds until all are there. */
  double fetch(long bytes) throws Exception {
    CompletableFuture<Long> whole = new CompletableFuture<>();
    missing.set(bytes);
    complete = whole;
    long start = System.nanoTime();
    channel.send(buffer(ByteBuffer.allocate(Long.BYTES).putLong(bytes).array()));
    return (whole.get(LIMIT_SECONDS, TimeUnit.SECONDS) - start) / 1e9;
  }

  private void sendAll(long bytes) {
    byte[] message = new byte[MESSAGE_BYTES];
    Arrays.fill(message, (byte) 7);
    try {
      for (long left = bytes; left > 0; left -= MESSAGE_BYTES) {
        byte[] next = left < MESSAGE_BYTES ? Arrays.copyOf(message, (int) left) : message;
        while (channel.getBufferedAmount() + next.length > HIGH_WATER_BYTES) {
          LockSupport.parkNanos(POLL_NANOS);
        }
        channel.send(buffer(next));
      }
    } catch (Exception e) {
      throw new IllegalStateException("the library did not send", e);
    }
  }

  private static RTCDataChannelBuffer buffer(byte[] bytes) {
    return new RTCDataChannelBuffer(ByteBuffer.wrap(bytes), true);
  }

  // What follows is called by the library's signalling thread: hand over, and never throw.

  @Override
  public void onBufferedAmountChange(long previousAmount) {
    // Never called by the library in this release; the amount is polled.
  }

  @Override
  public void onStateChange() {
    if (channel.getState() == RTCDataChannelState.OPEN) {
      opened.complete(true);
    }
  }

  @Override
  public void onMessage(RTCDataChannelBuffer buffer) {
    int length = buffer.data.remaining();
    if (length == Long.BYTES) {
      long wanted = buffer.data.getLong();
      sender.execute(() -> sendAll(wanted));
      return;
    }
    // Copied, as whoever wants to use the bytes must: the buffer is gone when this returns.
    byte[] copy = new byte[length];
    buffer.data.get(copy);
    CompletableFuture<Long> whole = complete;
    if (missing.addAndGet(-copy.length) <= 0 && whole != null) {
      whole.complete(System.nanoTime());
    }
  }
}
