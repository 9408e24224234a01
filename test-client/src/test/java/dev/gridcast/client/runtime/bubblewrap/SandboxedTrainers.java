package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.Heard;
import dev.gridcast.client.runtime.HostileJobs;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** A box, a runtime for it, and a trainer that does what it is told. */
abstract class SandboxedTrainers {

  static final Duration LONG = Duration.ofMinutes(5);
  static final Resources RESOURCES = new Resources(64, Resources.LEAST_MEMORY, false);

  final Path folder;
  final Path box;
  final BubblewrapRuntime runtime;

  SandboxedTrainers(Path folder) throws IOException {
    this.folder = folder;
    box = Files.createDirectories(folder.resolve("box"));
    Path jar = HostileJobs.jarIn(folder);
    runtime = new BubblewrapRuntime(jar, folder.resolve("natives"), () -> RESOURCES);
    assertThat(runtime.whyUnavailable()).as("apt-get install bubblewrap").isEmpty();
  }

  @AfterEach
  void close() {
    runtime.close();
    assertThat(sandboxes()).isEmpty();
  }

  String said(String name, String order) throws Exception {
    Heard heard = new Heard();
    start(name, order, heard);
    return HostileJobs.saidIn(heard.trained().resultJson());
  }

  TrainingOutcome.Failed failure(String name, String order) throws Exception {
    Heard heard = new Heard();
    start(name, order, heard);
    return heard.failure();
  }

  Training start(String name, String order, Heard heard) throws IOException {
    return runtime.start(HostileJobs.job(box, name, order, LONG), heard);
  }

  static List<ProcessHandle> sandboxes() {
    return commands("bwrap");
  }

  static List<ProcessHandle> commands(String part) {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains(part))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  static String status(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    } catch (IOException e) {
      return "";
    }
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
