package dev.gridcast.trainer.cli;

import java.io.IOException;
import java.io.InputStream;

/** Ends this process when the process that holds the other end of its stdin has ended. */
final class ParentWatch {

  /** Nobody is there to read it; it is what a shell would show for a broken pipe. */
  private static final int EXIT_CODE = 141;

  private ParentWatch() {}

  static void start(InputStream stdin) {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd(stdin);
              halt();
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** Ends this process now. Halt, not exit: nothing must wait for a training in native code. */
  static void halt() {
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private static void awaitEnd(InputStream stdin) {
    byte[] ignored = new byte[256];
    try {
      while (stdin.read(ignored) >= 0) {
        // A parent that talks is a parent that lives.
      }
    } catch (IOException e) {
      // A broken stdin is an ended one.
    }
  }
}
