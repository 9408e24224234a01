package dev.gridcast.client.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freezes processes and lets them go on, through a shell that waits for orders: Java has no way to
 * send these signals, and a small system no {@code kill} program. Should this client be killed, the
 * shell kills what is frozen then; a frozen trainer could not notice that it is alone. Thread-safe.
 */
final class Signals implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  /** Lines: STOP or CONT with process ids to send to, HELD with all that are frozen. */
  private static final String SHELL =
      """
      trap '' HUP INT TERM
      held=
      while read -r order pids; do
        case $order in
          HELD) held=$pids ;;
          *) kill -"$order" $pids 2>/dev/null ;;
        esac
      done
      [ -z "$held" ] || kill -KILL $held 2>/dev/null
      """;

  private final Set<Long> held = new LinkedHashSet<>();
  private @Nullable Process shell;
  private boolean closed;

  /** Whether this system knows such signals. */
  static boolean exist() {
    return !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
  }

  /** Freezes these, as well as those that are frozen. */
  synchronized boolean freeze(List<Long> pids) {
    List<Long> fresh = pids.stream().filter(pid -> !held.contains(pid)).toList();
    if (fresh.isEmpty()) {
      return true;
    }
    held.addAll(fresh);
    boolean done = tell("HELD", held) && tell("STOP", fresh);
    if (!done) {
      held.removeAll(fresh);
    }
    return done;
  }

  /** Lets these go on. */
  synchronized void thaw(List<Long> pids) {
    List<Long> frozen = pids.stream().filter(held::contains).toList();
    if (!frozen.isEmpty()) {
      held.removeAll(frozen);
      tell("CONT", frozen);
      tell("HELD", held);
    }
  }

  private boolean tell(String order, Collection<Long> pids) {
    String line =
        order + " " + pids.stream().map(String::valueOf).collect(Collectors.joining(" ")) + "\n";
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        OutputStream to = shell().getOutputStream();
        to.write(line.getBytes(StandardCharsets.UTF_8));
        to.flush();
        return true;
      } catch (IOException e) {
        log.warn("the shell that freezes trainers does not listen: {}", e.toString());
        end();
      }
    }
    return false;
  }

  private Process shell() throws IOException {
    if (closed || !exist()) {
      throw new IOException("no signals here");
    }
    if (shell == null) {
      shell =
          new ProcessBuilder("/bin/sh", "-c", SHELL)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    }
    return shell;
  }

  private void end() {
    if (shell != null) {
      try {
        shell.getOutputStream().close();
      } catch (IOException e) {
        log.debug("the shell had ended: {}", e.toString());
      }
      shell = null;
    }
  }

  /** Ends the shell; what is frozen is killed. */
  @Override
  public synchronized void close() {
    closed = true;
    end();
  }
}
