package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts the program as a client does: a JVM of its own, from {@code target/trainer.jar}. */
final class TrainerProgram implements AutoCloseable {

  static final long DEADLINE_SECONDS = 120;

  private static final Path JAR = Path.of("target", "trainer.jar");

  private static final List<String> MODULES = List.of("--add-modules", "jdk.incubator.vector");

  private final Path errors;
  private List<String> modules = MODULES;
  private final List<Process> processes = new ArrayList<>();

  /**
   * @param errors the file that gets what the last one says on stderr
   */
  TrainerProgram(Path errors) {
    this.errors = errors;
  }

  /** What a finished one left. */
  record Run(int exitCode, String out, String err) {}

  /** Runs it to its end with nothing on stdin. */
  Run run(List<String> environment, String... args) throws Exception {
    return await(start(environment, args));
  }

  /** The same from another jar, with options for its JVM. */
  Run run(Path jar, List<String> options, String... args) throws Exception {
    return await(start(jar, options, List.of(), args));
  }

  /** The same in a JVM that lacks the Vector API. */
  Run runWithoutModules(String... args) throws Exception {
    modules = List.of();
    try {
      return run(List.of(), args);
    } finally {
      modules = MODULES;
    }
  }

  private Run await(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    // The JVM itself warns of incubator modules, and from 24 on of what JavaCPP does.
    String err =
        Files.readString(errors)
            .lines()
            .filter(line -> !line.startsWith("WARNING: "))
            .collect(Collectors.joining("\n"));
    return new Run(process.exitValue(), out, err);
  }

  Process start(List<String> environment, String... args) throws IOException {
    Path cache = Path.of("target", "natives").toAbsolutePath();
    return start(JAR, List.of("-Dorg.bytedeco.javacpp.cachedir=" + cache), environment, args);
  }

  private Process start(Path jar, List<String> options, List<String> environment, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseParallelGC"));
    command.addAll(modules);
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("OMP_NUM_THREADS");
    for (String variable : environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    Process process = builder.redirectError(errors.toFile()).start();
    processes.add(process);
    return process;
  }

  /** Leaves no process behind. */
  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
