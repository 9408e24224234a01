package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole server on a disk that is small, full or read-only: a real file system of its own, mounted
 * where only that server sees it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SmallDiskIT {

  private static final String MOUNT = "mount -t tmpfs -o size=8m gridcast \"$1\" && cd \"$1\" && ";
  private static final String RUN = "shift && exec \"$@\"";

  @Test
  void aServerThatRunsOutOfDiskRefusesLosesNothingAndGoesOn(@TempDir Path folder) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    try (Boxed server = start(disk, "head -c 5m /dev/zero > ballast && ")) {
      Set<String> accepted = new HashSet<>();
      server.until(accepted, line -> line.startsWith("accepted "));
      assertThat(server.until(accepted, line -> line.startsWith("refused ")))
          .as("the server ran out of disk")
          .isTrue();
      assertThat(server.process.isAlive()).isTrue();
      assertThat(server.error())
          .contains("check that its disk has room")
          .doesNotContain("Exception");

      Files.delete(server.inside(disk).resolve("ballast"));

      int before = accepted.size();
      assertThat(server.until(accepted, line -> accepted.size() > before + 20))
          .as("the server goes on once there is room")
          .isTrue();
      server.stop(accepted);
      assertThat(server.resultsAtTheEnd()).containsAll(accepted);
    }
  }

  @Test
  void aReadOnlyDiskIsRefusedInOneLine(@TempDir Path folder) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    try (Boxed server = start(disk, "mount -o remount,ro \"$1\" && ")) {
      List<String> lines = server.rest();
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0))
          .startsWith("error the data directory " + disk)
          .contains("Read-only file system", "choose another one with --data-dir");
      assertThat(server.process.waitFor()).isEqualTo(ExitCode.BAD_INPUT);
    }
  }

  private static Boxed start(Path disk, String prepared) throws IOException {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!isRoot()) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("sh", "-c", MOUNT + prepared + RUN, "sh", disk.toString()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServerUnderLoad.class.getName(),
            disk.resolve("data").toString()));
    Path error = disk.resolveSibling("error.log");
    return new Boxed(new ProcessBuilder(command).redirectError(error.toFile()).start(), error);
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server with a disk of its own. */
  private static final class Boxed implements AutoCloseable {

    private final Process process;
    private final Path errorFile;
    private final BufferedReader out;
    private final List<String> stored = new ArrayList<>();

    Boxed(Process process, Path errorFile) {
      this.process = process;
      this.errorFile = errorFile;
      this.out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The disk as the server sees it. */
    Path inside(Path disk) {
      return Path.of("/proc", Long.toString(process.pid()), "root" + disk);
    }

    String error() throws IOException {
      return Files.readString(errorFile);
    }

    /** Reads on until a line is as wanted; false when the server ended before. */
    boolean until(Set<String> accepted, Predicate<String> wanted) throws IOException {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        note(line, accepted);
        if (wanted.test(line)) {
          return true;
        }
      }
      return false;
    }

    List<String> rest() {
      return out.lines().toList();
    }

    /** Asks the server to end; it tells what its store holds then. */
    void stop(Set<String> accepted) throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        note(line, accepted);
      }
    }

    private void note(String line, Set<String> accepted) {
      String[] words = line.split(" ", 2);
      if (words[0].equals("accepted")) {
        accepted.add(words[1]);
      } else if (words[0].equals("stored")) {
        stored.add(words[1]);
      }
    }

    List<String> resultsAtTheEnd() {
      return stored;
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
