package dev.gridcast.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where and with what is measured.
 *
 * @param benchmarks the folder {@code benchmarks/}
 * @param trainerJar the finished trainer
 * @param java the command line of a trainer's JVM, up to its class path or jar
 * @param pin what goes before a command so that it stays on one core; empty where that cannot be
 */
record Setting(Path benchmarks, Path trainerJar, List<String> java, List<String> pin) {

  /** The setting of this checkout, run with the JVM that runs this. */
  static Setting of(Path root) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Setting(
        root.resolve("benchmarks"),
        root.resolve("trainer-core/target/trainer.jar"),
        List.of(
            java.toString(),
            "-Xmx512m",
            "-XX:+UseParallelGC",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "--add-modules=jdk.incubator.vector"),
        onOneCore());
  }

  /** Pins to the last core that this process may use: the first one serves most interrupts. */
  private static List<String> onOneCore() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isExecutable(Path.of("/usr/bin/taskset")) || !Files.isReadable(status)) {
      return List.of();
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("Cpus_allowed_list:")) {
        String[] cores = line.substring(line.indexOf(':') + 1).strip().split("[-,]", -1);
        return List.of("/usr/bin/taskset", "-c", cores[cores.length - 1]);
      }
    }
    return List.of();
  }
}
