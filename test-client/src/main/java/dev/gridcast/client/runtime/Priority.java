package dev.gridcast.client.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lowest priority for processor and disk, where the system has programs for it: others use this
 * machine too. The programs replace themselves by what they start, so the process stays the same.
 */
public final class Priority {

  private Priority() {}

  /** What to put in front of a command; empty where there is nothing to be had. */
  public static List<String> lowest() {
    List<String> prefix = new ArrayList<>();
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    if (Signals.exist()) {
      find("nice").ifPresent(nice -> prefix.addAll(List.of(nice.toString(), "-n", "19")));
    }
    if (linux) {
      find("ionice").ifPresent(ionice -> prefix.addAll(List.of(ionice.toString(), "-c", "3")));
    }
    return prefix;
  }

  /** Looks for a program on the path. */
  public static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        Path file = Path.of(folder, program);
        if (Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }
}
