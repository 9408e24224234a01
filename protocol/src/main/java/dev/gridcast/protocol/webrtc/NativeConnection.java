package dev.gridcast.protocol.webrtc;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.internal.NativeObject;
import dev.onvoid.webrtc.internal.RefCountedObject;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection for good.
 *
 * <p>The library's own {@code close()} never gives its native connection back: 72 KB each, and as
 * each of them holds on to the factory's insides, disposing the factory gives nothing back either,
 * and leaves two threads. The library does have a call that releases a counted native object,
 * {@link RefCountedObject#release()}, but none that is offered for a connection: so it gets the
 * handle by reflection. Where that is not possible connections leak as they did, and it is said
 * once.
 */
final class NativeConnection {

  private static final Logger LOG = LoggerFactory.getLogger(NativeConnection.class);
  private static final AtomicBoolean COMPLAINED = new AtomicBoolean();
  private static final @Nullable Field HANDLE = handle();

  private NativeConnection() {}

  /** A native object that is to be released. */
  private static final class Counted extends RefCountedObject {}

  /** Closes and releases; the object must not be used any more, and no channel of it either. */
  static void close(RTCPeerConnection connection, Runnable disposeChannel) {
    try {
      long handle = HANDLE == null ? 0 : HANDLE.getLong(connection);
      connection.close();
      disposeChannel.run();
      if (handle != 0 && HANDLE != null) {
        Counted counted = new Counted();
        HANDLE.setLong(counted, handle);
        counted.release();
      }
    } catch (IllegalAccessException e) {
      complain(e);
    }
  }

  private static @Nullable Field handle() {
    try {
      Field field = NativeObject.class.getDeclaredField("nativeHandle");
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException e) {
      complain(e);
      return null;
    }
  }

  private static void complain(Exception why) {
    if (COMPLAINED.compareAndSet(false, true)) {
      LOG.warn("Closed connections cannot be released: 72 KB of memory are lost with each.", why);
    }
  }
}
