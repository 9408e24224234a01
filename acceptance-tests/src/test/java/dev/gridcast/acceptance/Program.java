package dev.gridcast.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of our programs, running as a process of its own. Closing it kills what is left of it. */
final class Program implements AutoCloseable {

  private static final Path ROOT = Path.of(required("gridcast.root"));
  private static final Path JAVA = Path.of(required("gridcast.java.home"), "bin", "java");

  static final Path SERVER_JAR = ROOT.resolve("test-server/target/test-server.jar");
  static final Path CLIENT_JAR = ROOT.resolve("test-client/target/test-client.jar");
  static final Path TRAINER_JAR = ROOT.resolve("trainer-core/target/trainer.jar");

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a jar; what it prints, both streams, goes to a file. */
  static Program start(Path jar, Path output, String... arguments) {
    return start(Map.of(), jar, output, arguments);
  }

  /** The same with variables in its environment. */
  static Program start(
      Map<String, String> environment, Path jar, Path output, String... arguments) {
    return start(environment, command(jar, arguments), output);
  }

  /** The command that runs a jar. */
  static List<String> command(Path jar, String... arguments) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run the whole build, not this module");
    }
    // A shell without job control starts background jobs, and a build may be one, with SIGINT
    // ignored; children inherit that, and a JVM then does not hear a Ctrl-C at all.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(List.of(JAVA.toString(), "-Xmx512m", "-jar"));
    command.add(jar.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The command that runs a class of these tests. */
  static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx256m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts any command; what it prints, both streams, goes to a file. */
  static Program start(Map<String, String> environment, List<String> command, Path output) {
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
      ProcessBuilder program =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      program.environment().putAll(environment);
      return new Program(program.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** The JDK that the programs run on. */
  static Path javaHome() {
    return Path.of(required("gridcast.java.home"));
  }

  /** The root of the checkout. */
  static Path root() {
    return ROOT;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The trainers that this client runs at the moment. */
  List<ProcessHandle> trainers() {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      return descendants
          .filter(ProcessHandle::isAlive)
          .filter(handle -> commandLine(handle.pid()).contains("trainer.jar"))
          .toList();
    }
  }

  /** Our programs that this one, a launcher, runs at the moment: those of this jar. */
  List<ProcessHandle> running(Path jar) {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      return descendants
          .filter(ProcessHandle::isAlive)
          .filter(handle -> commandLine(handle.pid()).contains("-jar\0" + jar))
          .toList();
    }
  }

  /** Writes to its standard input. */
  void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(printed(), e);
    }
  }

  /** Ends its standard input. */
  void typeNoMore() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, as an operating system sends it that shuts down. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL: no handler runs, nothing is flushed. */
  void killAtOnce() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGINT, as Ctrl-C sends it. */
  void interrupt() throws IOException, InterruptedException {
    // The shell's own kill: a small Debian has no program of that name.
    new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
  }

  /** The exit code; fails when the program still runs after the deadline. */
  int exitCode(long deadlineSeconds) throws InterruptedException {
    if (!process.waitFor(deadlineSeconds, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "still running after " + deadlineSeconds + " s; it printed:\n" + printed());
    }
    return process.exitValue();
  }

  /** All that it has printed so far. */
  String printed() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  private static String commandLine(long pid) {
    // ProcessHandle.Info truncates long command lines; Linux does not.
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException e) {
      return ""; // gone meanwhile
    }
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("system property " + property + " is set by the build");
    }
    return value;
  }
}
