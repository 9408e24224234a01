package dev.gridcast.client.runtime.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What to execute for a work folder. */
@FunctionalInterface
public interface TrainerCommand {

  /** The JDK that warns of {@code sun.misc.Unsafe}; the option against it came one earlier. */
  int FIRST_TO_WARN_OF_UNSAFE = 24;

  /** The program and its arguments. */
  List<String> forFolder(Path folder);

  /**
   * The trainer's jar on the Java runtime that runs this client. The heap is small on purpose: the
   * training engine keeps its arrays outside of it and frees them only when the heap is collected.
   */
  static TrainerCommand ofJar(Path trainerJar) {
    Path java = Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
    List<String> prefix = new ArrayList<>();
    // Others use this machine too. nice(1) replaces itself by the program, so the pid stays the
    // same.
    findNice().ifPresent(nice -> prefix.addAll(List.of(nice.toString(), "-n", "10")));
    prefix.add(java.toString());
    prefix.add("-Xmx512m");
    prefix.add("-XX:+UseParallelGC");
    prefix.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    if (Runtime.version().feature() >= FIRST_TO_WARN_OF_UNSAFE) {
      // The training engine's warning would be taken for the trainer's last words.
      prefix.add("--sun-misc-unsafe-memory-access=allow");
    }
    prefix.add("-jar");
    prefix.add(trainerJar.toAbsolutePath().toString());
    prefix.add("run");
    return folder -> {
      List<String> command = new ArrayList<>(prefix);
      command.add(folder.toAbsolutePath().toString());
      command.add("--exit-with-parent");
      return command;
    };
  }

  /**
   * What of this client's environment the trainer gets: what a program needs to find its files, and
   * none of the secrets that people keep in variables. One thread for the mathematics: more of them
   * on shared cores make it many times slower.
   */
  static Map<String, String> environment(Map<String, String> own) {
    Set<String> needed =
        Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LC_ALL",
            "TZ",
            "TMPDIR",
            "TMP",
            "TEMP",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "WINDIR",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA");
    Map<String, String> environment = new TreeMap<>();
    own.forEach(
        (name, value) -> {
          if (needed.contains(name.toUpperCase(Locale.ROOT))) {
            environment.put(name, value);
          }
        });
    environment.put("OMP_NUM_THREADS", "1");
    return environment;
  }

  private static Optional<Path> findNice() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        Path nice = Path.of(folder, "nice");
        if (Files.isExecutable(nice)) {
          return Optional.of(nice);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
  }
}
