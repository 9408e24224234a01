package dev.gridcast.protocol.webrtc;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Keeps two lines from a user's screen. When the JVM is gone, the native library of this release
 * prints "VM attach current thread failed" and "Failed to attach thread" to standard output in
 * every process that has loaded it, however cleanly it ended.
 */
public final class ExitNoise {

  private ExitNoise() {}

  /**
   * Ends standard output: what is printed later goes nowhere. To be called as the last thing before
   * a process exits, after {@code System.out.flush()}, also at the end of a shutdown hook.
   */
  public static void suppress() {
    try {
      // The JDK never closes descriptor 1: it points it at the null device, which is the point.
      new FileOutputStream(FileDescriptor.out).close();
    } catch (IOException e) {
      throw new UncheckedIOException("standard output could not be ended", e);
    }
  }
}
