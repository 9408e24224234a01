package dev.gridcast.protocol.webrtc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps everything that is thrown in a callback from reaching the library, which would abort. */
final class Callbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private Callbacks() {}

  static void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable e) {
      LOG.error("A WebRTC callback failed.", e);
    }
  }
}
