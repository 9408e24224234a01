package dev.gridcast.benchmark.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A whole Test Server in a process of its own, with a folder that outlives it. */
final class RealServer {

  /** Many cases that nobody here ever trains. */
  private static final String EXPERIMENT =
      """
      name: network-benchmark
      data:
        synthetic:
          rows: 200
          seed: 7
      features:
        close: on
      parameters:
        lags: 2
        units: 2
        epochs: 2
        learning-rate: {from: 0.0001, to: 1, step: 0.0001}
      limits:
        time-per-case: 10m
        attempts: 3
      """;

  private static final long POLL_MILLIS = 5;
  private static final long START_SECONDS = 60;

  private final Path jar;
  private final Path folder;
  private final Path screen;
  private @Nullable Process process;

  /** One that is not started yet; what it keeps goes to the folder. */
  RealServer(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
    this.screen = folder.resolve("screen");
  }

  /** The file of its store. */
  Path store() {
    return folder.resolve("data").resolve("gridcast.db");
  }

  /** Starts it where it was before; its invite, as soon as it can be joined. */
  String start() throws IOException, InterruptedException {
    Path experiment = folder.resolve("experiment.yaml");
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(experiment, EXPERIMENT);
    Files.deleteIfExists(screen);
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                jar.toString(),
                "run",
                experiment.toString(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--host",
                "127.0.0.1",
                "--bind",
                "127.0.0.1",
                "--port",
                "0",
                "--dashboard",
                "0")
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    process = started;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline && started.isAlive()) {
      for (String word : Files.readString(screen).split("\\s+", -1)) {
        if (word.startsWith("gridcast1")) {
          return word;
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("the server cannot be joined: " + Files.readString(screen));
  }

  /** Ends it as the power would. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }
}
