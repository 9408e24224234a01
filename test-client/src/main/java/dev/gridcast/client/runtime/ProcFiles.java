package dev.gridcast.client.runtime;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Linux tells of processes in {@code /proc}. A process may end between two looks; what is gone
 * has no memory and no children.
 */
final class ProcFiles {

  private static final Logger log = LoggerFactory.getLogger(ProcFiles.class);

  /** What Linux counts processor time in, on every architecture: hundredths of a second. */
  private static final long NANOS_PER_TICK = 10_000_000L;

  private static final int UTIME = 11;
  private static final int CSTIME = 14;

  private final Path proc;

  private ProcFiles(Path proc) {
    this.proc = proc;
  }

  /** Empty on other systems, and on a Linux that does not tell who the children are. */
  static Optional<ProcFiles> ofThisSystem() {
    return of(Path.of("/proc"));
  }

  static Optional<ProcFiles> of(Path proc) {
    return Files.isReadable(proc.resolve("self/task/" + pidOfSelf() + "/children"))
        ? Optional.of(new ProcFiles(proc))
        : Optional.empty();
  }

  private static long pidOfSelf() {
    return ProcessHandle.current().pid();
  }

  /** Its children, whichever of its threads has started them. */
  List<Long> childrenOf(long pid) {
    List<Long> children = new ArrayList<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(task(pid))) {
      for (Path thread : threads) {
        for (String child : read(thread.resolve("children")).split(" ", -1)) {
          if (!child.isBlank()) {
            children.add(Long.parseLong(child.strip()));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.trace("process {} has gone: {}", pid, e.toString());
    }
    return children;
  }

  /** How many threads it has. */
  int threadsOf(long pid) {
    return (int) statusValue(pid, "Threads:");
  }

  /**
   * Memory that is its own, in bytes, in the machine or swapped out; files that it maps left out.
   */
  long memoryOf(long pid) {
    long kib = 0;
    for (String line : read(proc.resolve(pid + "/status")).split("\n", -1)) {
      if (line.startsWith("RssAnon:")
          || line.startsWith("RssShmem:")
          || line.startsWith("VmSwap:")) {
        kib += number(line);
      }
    }
    return kib << 10;
  }

  /** Processor time of it and of its children that have ended, in nanoseconds. */
  long cpuNanosOf(long pid) {
    String stat = read(proc.resolve(pid + "/stat"));
    // The name may hold spaces and brackets; what follows its last bracket does not.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    long ticks = 0;
    for (int i = UTIME; i <= CSTIME && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks * NANOS_PER_TICK;
  }

  private long statusValue(long pid, String key) {
    for (String line : read(proc.resolve(pid + "/status")).split("\n", -1)) {
      if (line.startsWith(key)) {
        return number(line);
      }
    }
    return 0;
  }

  private static long number(String line) {
    String digits = line.replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private Path task(long pid) {
    return proc.resolve(pid + "/task");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
