package dev.gridcast.benchmark.network;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java process of this benchmark that is told one line and answers one line, as {@link Orders}
 * does there. It ends with its standard input.
 */
final class Child implements AutoCloseable {

  /** What the launcher gives a server and a client, so that their memory goes back. */
  private static final List<String> LAUNCHER =
      List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TrimNativeHeapInterval=60000");

  private static final long KILOBYTE = 1000;
  private static final long KIBIBYTE = 1024;

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a class of this benchmark with a heap of at most so many megabytes. */
  static Child start(int megabytes, Class<?> main, String... arguments) throws IOException {
    return start(List.of("-Xmx" + megabytes + "m"), main, arguments);
  }

  /**
   * The same with a heap of exactly so many megabytes, all of which it takes at once: from then on
   * its memory grows only by what is outside of the heap.
   */
  static Child startWhole(int megabytes, Class<?> main, String... arguments) throws IOException {
    return start(
        List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m", "-XX:+AlwaysPreTouch"),
        main,
        arguments);
  }

  private static Child start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LAUNCHER);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    process.environment().put("MALLOC_ARENA_MAX", "2");
    return new Child(process.start());
  }

  /** Gives an order and waits for its answer. */
  String ask(String order) throws IOException {
    tell(order);
    return answer();
  }

  /** Gives an order; the answer is to be fetched with {@link #answer}. */
  void tell(String order) throws IOException {
    in.write(order);
    in.newLine();
    in.flush();
  }

  /** The next answer; whatever else a library prints is passed over. */
  String answer() throws IOException {
    @Nullable String line = out.readLine();
    while (line != null && !line.startsWith(Orders.ANSWER)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("a process of the benchmark has ended: " + process.info());
    }
    String answer = line.substring(Orders.ANSWER.length());
    if (answer.startsWith(Orders.FAILED)) {
      throw new IOException(answer);
    }
    return answer;
  }

  /** The memory that it takes of the machine, in kB (1,000 bytes). */
  double residentKilobytes() throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      String line =
          lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow(IOException::new);
      return Double.parseDouble(line.replaceAll("[^0-9]", "")) * KIBIBYTE / KILOBYTE;
    }
  }

  /** How many file descriptors it has open. */
  long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
      return open.count();
    }
  }

  /** Lets it end by itself, and ends it when it does not. */
  @Override
  public void close() {
    try (BufferedWriter ignored = in) {
      ignored.flush();
    } catch (IOException e) {
      // It has ended already: that is what was wanted.
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
