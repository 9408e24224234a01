package dev.gridcast.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInfo;

/**
 * A small internet of network namespaces, as network/lab.sh draws it. It stands until it is closed,
 * or this JVM ends in whatever way: the end of its standard input is its end.
 */
final class Lab implements AutoCloseable {

  private static final Path SCRIPT = Program.root().resolve("network/lab.sh");
  private static final long READY_SECONDS = 60;
  private static final long END_SECONDS = 20;

  private final Process process;
  private final Path output;

  private Lab(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** An empty folder for what a test and its laboratory write; it stays until the next time. */
  static Path folder(TestInfo test) {
    String name =
        test.getTestClass().orElseThrow().getSimpleName()
            + '-'
            + test.getTestMethod().orElseThrow().getName();
    Path folder = Program.root().resolve("acceptance-tests/target/lab").resolve(name);
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> old = Files.walk(folder)) {
          for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds one.
   *
   * @param folder where its daemons and it itself write what they have to say
   * @param options such as {@code --a symmetric}
   */
  static Lab up(Path folder, String... options) {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), "up"));
    command.addAll(List.of("--logs", folder.toString()));
    command.addAll(List.of(options));
    Path output = folder.resolve("lab.log");
    try {
      Files.createDirectories(folder);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      Lab lab = new Lab(process, output);
      try {
        lab.awaitReady();
        return lab;
      } catch (AssertionError e) {
        process.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  private void awaitReady() {
    Await.until(
        "the laboratory is ready",
        READY_SECONDS,
        this::printed,
        () -> printed().endsWith("READY\n") || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the laboratory does not start:\n" + printed());
    }
  }

  private String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has printed under a name, such as {@code TURN}. */
  String fact(String name) {
    return printed()
        .lines()
        .filter(line -> line.startsWith(name + '='))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the laboratory tells no " + name));
  }

  /** The command that runs a command in a namespace. */
  List<String> in(String namespace, List<String> command) {
    List<String> line = new ArrayList<>(List.of("bash", SCRIPT.toString(), "in"));
    line.addAll(List.of(Long.toString(process.pid()), namespace));
    line.addAll(command);
    return line;
  }

  /** What a command in a namespace prints; fails when it fails. */
  String run(String namespace, String... command) {
    return Command.run(Map.of(), END_SECONDS, in(namespace, List.of(command)));
  }

  /** Gives a router another address, as a provider does over night; what went through it is cut. */
  void renumber(String router, String from, String to) {
    run(router, "ip", "address", "del", from + "/24", "dev", "wan");
    run(router, "ip", "address", "add", to + "/24", "dev", "wan");
    run(router, "ip", "route", "add", "default", "via", "203.0.113.1");
  }

  /** All processes that belong to it. */
  List<ProcessHandle> processes() {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      return Stream.concat(Stream.of(process.toHandle()), descendants).toList();
    }
  }

  /** SIGKILL for the one process that holds it all. */
  void killAtOnce() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the laboratory did not end:\n" + printed());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
