package dev.gridcast.client.runtime;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How to start the trainer's jar on a Java runtime of this machine. */
public final class JavaTrainer {

  /** The JDK that warns of {@code sun.misc.Unsafe}; the option against it came one earlier. */
  private static final int FIRST_TO_WARN_OF_UNSAFE = 24;

  /** What the trainer's own engine is fast by; it runs without, but several times slower. */
  private static final String VECTOR_API = "jdk.incubator.vector";

  private static final long MIB = 1 << 20;
  private static final long LARGEST_HEAP_MIB = 512;

  /** What a Java runtime needs besides its heap and the engine's arrays. */
  private static final long RUNTIME_MIB = 192;

  private static final Set<String> NEEDED =
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

  private static final Logger log = LoggerFactory.getLogger(JavaTrainer.class);

  private JavaTrainer() {}

  /** The folder of the Java runtime that runs this client, links resolved by the caller. */
  public static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The program in a Java runtime's folder. */
  public static Path javaIn(Path home) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    return home.resolve("bin").resolve(windows ? "java.exe" : "java");
  }

  /**
   * The options that keep the Java runtime within its resources. The heap is small on purpose: the
   * training engine keeps its arrays outside of it and frees them only when the heap is collected.
   *
   * @param javaHome the folder of the Java runtime that the trainer is to run on
   */
  public static List<String> options(Path javaHome, Resources resources) {
    long memory = resources.memoryBytes() / MIB;
    long heap = Math.min(LARGEST_HEAP_MIB, memory / 4);
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heap + "m");
    options.add("-XX:+UseParallelGC");
    options.add("-XX:ActiveProcessorCount=" + (int) Math.ceil(resources.cpus()));
    options.add("-Dorg.bytedeco.javacpp.maxBytes=" + (memory - heap - RUNTIME_MIB) + "m");
    options.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=" + (memory - memory / 16) + "m");
    if (Runtime.version().feature() >= FIRST_TO_WARN_OF_UNSAFE) {
      // The training engine's warning would be taken for the trainer's last words.
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (hasVectorApi(javaHome)) {
      options.add("--add-modules=" + VECTOR_API);
    }
    return List.copyOf(options);
  }

  /** A runtime that somebody cut down may lack it, and would refuse to start with it. */
  private static boolean hasVectorApi(Path javaHome) {
    try {
      if (Files.isSameFile(javaHome, javaHome())) {
        return ModuleFinder.ofSystem().find(VECTOR_API).isPresent();
      }
      // Every runtime since 9 lists its modules there: MODULES="java.base java.logging …"
      return Files.readAllLines(javaHome.resolve("release")).stream()
          .filter(line -> line.startsWith("MODULES="))
          .flatMap(line -> Arrays.stream(line.substring("MODULES=".length()).split("[\" ]")))
          .anyMatch(VECTOR_API::equals);
    } catch (IOException e) {
      // Then it is slower, but runs.
      log.warn("{} does not tell its modules: {}", javaHome, e.toString());
      return false;
    }
  }

  /**
   * What of this client's environment the trainer gets: what a program needs to find its files, and
   * none of the secrets that people keep in variables. One thread for the mathematics: more of them
   * on shared cores make it many times slower.
   */
  public static Map<String, String> environment(Map<String, String> own) {
    Map<String, String> environment = new TreeMap<>();
    own.forEach(
        (name, value) -> {
          if (NEEDED.contains(name.toUpperCase(Locale.ROOT))) {
            environment.put(name, value);
          }
        });
    environment.put("OMP_NUM_THREADS", "1");
    return environment;
  }
}
