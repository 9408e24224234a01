package dev.gridcast.client.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A child process with all that it has started. A grandchild whose parent dies can no longer be
 * found through it, so whoever is seen once is remembered. Thread-safe.
 */
final class ProcessFamily {

  /** A family that grows beyond this is not followed any further; it is about to be killed. */
  private static final int MAX_MEMBERS = 10_000;

  private final Process child;
  private final Optional<ProcFiles> proc;

  /** By process id; the handle tells a process from a later one with the same id. */
  private final Map<Long, ProcessHandle> seen = new LinkedHashMap<>();

  ProcessFamily(Process child, Optional<ProcFiles> proc) {
    this.child = child;
    this.proc = proc;
    seen.put(child.pid(), child.toHandle());
  }

  /** Looks for new members, and returns all that live. */
  synchronized List<ProcessHandle> look() {
    if (proc.isPresent()) {
      Deque<Long> toVisit = new ArrayDeque<>(seen.keySet());
      while (!toVisit.isEmpty() && seen.size() < MAX_MEMBERS) {
        for (long pid : proc.get().childrenOf(toVisit.pop())) {
          ProcessHandle.of(pid)
              .ifPresent(
                  handle -> {
                    if (seen.putIfAbsent(pid, handle) == null) {
                      toVisit.add(pid);
                    }
                  });
        }
      }
    } else {
      child.descendants().forEach(handle -> seen.putIfAbsent(handle.pid(), handle));
    }
    seen.values().removeIf(handle -> !handle.isAlive() && !handle.equals(child.toHandle()));
    return List.copyOf(seen.values());
  }

  /** Kills all of it, the youngest last found first, until nobody new turns up. */
  void kill() {
    for (int round = 0; round < 100; round++) {
      List<ProcessHandle> living = look().stream().filter(ProcessHandle::isAlive).toList();
      if (living.isEmpty()) {
        return;
      }
      // The child first: what it would start anew dies with it in a sandbox.
      living.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
