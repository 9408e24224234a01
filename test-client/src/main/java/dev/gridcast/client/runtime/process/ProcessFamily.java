package dev.gridcast.client.runtime.process;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A child process with all that it has started. A grandchild whose parent dies can no longer be
 * found through it, so whoever is seen once is remembered. Thread-safe.
 */
final class ProcessFamily {

  private final Process child;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  ProcessFamily(Process child) {
    this.child = child;
  }

  /** Remembers who belongs to it now. */
  synchronized void look() {
    child.descendants().forEach(seen::add);
  }

  /** Asks all to end, and after the grace kills whoever has not. Blocks as long as that takes. */
  void end(Duration grace) throws InterruptedException {
    look();
    try {
      child.getOutputStream().close();
    } catch (IOException e) {
      // The pipe is broken: it has ended already, or is about to.
    }
    // By its handle: Process.destroy() would also close the streams that its last words come
    // through.
    child.toHandle().destroy();
    members().forEach(ProcessHandle::destroy);
    if (!child.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      look();
      child.toHandle().destroyForcibly();
    }
    killTheRest();
  }

  /** Kills whoever is left after the child itself has ended. */
  void killTheRest() {
    members().stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
  }

  private synchronized Set<ProcessHandle> members() {
    return new LinkedHashSet<>(seen);
  }
}
