package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.peer.PeerClosedException;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from frames to the library's channel.
 *
 * <p>Every question to the library waits until its network thread has time, which it has least when
 * most is sent. So the library is asked for its queue only when that may be full, and never for the
 * state of the channel: it tells when that changes. Thread-safe, by the connection's owner lock.
 */
final class ChannelLine {

  /** What may be queued in the library: more gains no throughput, and 16 MiB closes the channel. */
  private static final long HIGH_WATER_BYTES = 1 << 20;

  /** The library has no callback for a queue that empties: it must be asked. */
  private static final long POLL_NANOS = 300_000;

  private static final Logger LOG = LoggerFactory.getLogger(ChannelLine.class);

  private final String id;
  private final ReentrantLock owner;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private @Nullable RTCDataChannel channel;

  /** At least as much as is queued: what was when the library was asked, and all sent since. */
  private long queuedAtMost;

  private enum State {
    NEW,
    OPEN,
    ENDED
  }

  /**
   * @param id whose line it is, for the log
   * @param owner held for every call into the library
   */
  ChannelLine(String id, ReentrantLock owner) {
    this.id = id;
    this.owner = owner;
  }

  /** The channel that frames are to take once it is open; under the owner lock. */
  void use(RTCDataChannel own) {
    channel = own;
  }

  /** The channel is open. Takes no lock: the library's threads say so. */
  void opened() {
    state.compareAndSet(State.NEW, State.OPEN);
  }

  /** The channel is closed, or about to be: whoever waits to send is told so. Takes no lock. */
  void ended() {
    state.set(State.ENDED);
  }

  private @Nullable RTCDataChannel ready() {
    return state.get() == State.OPEN ? channel : null;
  }

  /** Sends a frame, as soon as the library's queue has room for it. */
  void send(byte[] frame) throws PeerClosedException {
    while (!trySend(frame)) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean trySend(byte[] frame) throws PeerClosedException {
    owner.lock();
    try {
      RTCDataChannel open = ready();
      if (open == null) {
        throw new PeerClosedException("the channel of " + id + " is closed");
      }
      if (queuedAtMost + frame.length > HIGH_WATER_BYTES) {
        queuedAtMost = open.getBufferedAmount();
        if (queuedAtMost + frame.length > HIGH_WATER_BYTES) {
          return false;
        }
      }
      open.send(new RTCDataChannelBuffer(ByteBuffer.wrap(frame), true));
      queuedAtMost += frame.length;
      return true;
    } catch (PeerClosedException e) {
      throw e;
    } catch (Exception e) {
      // The library declares no more than Exception; whatever it is, this frame is lost.
      LOG.warn("Sending to {} failed.", id, e);
      throw new PeerClosedException("sending to " + id + " failed: " + Steps.oneLine(e));
    } finally {
      owner.unlock();
    }
  }

  /** How many bytes the library has queued, asked at once; 0 when the channel is not open. */
  long queued() {
    owner.lock();
    try {
      RTCDataChannel open = ready();
      if (open == null) {
        return 0;
      }
      queuedAtMost = open.getBufferedAmount();
      return queuedAtMost;
    } finally {
      owner.unlock();
    }
  }
}
