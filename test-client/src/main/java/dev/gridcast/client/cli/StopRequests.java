package dev.gridcast.client.cli;

import dev.gridcast.client.work.WorkLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a client when somebody asks for it: Ctrl-C, a signal, the end of the program around it. */
final class StopRequests {

  private static final Logger log = LoggerFactory.getLogger(StopRequests.class);

  private final AtomicInteger signalled = new AtomicInteger();

  private StopRequests() {}

  /** Hears signals from now on. */
  static StopRequests listen(WorkLoop work, Screen screen) {
    StopRequests requests = new StopRequests();
    AtomicBoolean insisted = new AtomicBoolean();
    StopSignals.listen(
        code -> {
          // Only Ctrl-C is pressed twice on purpose: one TERM may come from several senders.
          if (code == ExitCode.INTERRUPTED && !insisted.compareAndSet(false, true)) {
            ClientMain.endOutput();
            Runtime.getRuntime().halt(code);
          }
          if (requests.signalled.compareAndSet(0, code)) {
            screen.line("Stopping: what is in training goes back (Ctrl-C again ends at once).");
            work.stop("the volunteer has stopped the client");
          }
        });
    return requests;
  }

  /** The exit code of the signal that came; 0 without one. */
  int exitCode() {
    return signalled.get();
  }

  /** Stops when standard input ends. */
  static void stopWithParent(WorkLoop work) {
    Thread watch =
        new Thread(
            () -> {
              try (InputStream in = System.in) {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                log.debug("standard input broke: {}", e.toString());
              }
              work.stop("the program that started this client has ended");
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
