package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.client.runtime.Heard;
import dev.gridcast.client.runtime.HostileJobs;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingOutcome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The life of sandboxed trainers, and whose client may have them. */
@EnabledOnOs(OS.LINUX)
final class BubblewrapRuntimeIT extends SandboxedTrainers {

  BubblewrapRuntimeIT(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @Test
  void oneSandboxServesCaseAfterCase() throws Exception {
    String first = said("a", "sh echo $PPID; cat /proc/sys/kernel/random/boot_id >/tmp/mark");
    String second = said("b", "sh echo $PPID; ls /tmp/mark");

    assertThat(second).startsWith(first.lines().findFirst().orElseThrow()).contains("/tmp/mark");
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void aTrainerThatIgnoresTheRequestToStopIsKilledWithItsSandbox() throws Exception {
    Heard heard = new Heard();
    Training training = start("a", "stubborn", heard);
    heard.epoch();

    training.stop();

    assertThat(heard.outcome()).isEqualTo(new TrainingOutcome.Stopped("this client asked for it"));
    assertThat(sandboxes()).isEmpty();
  }

  @Test
  void aPausedTrainerUsesNoProcessor() throws Exception {
    Heard heard = new Heard();
    Training training = start("a", "burn", heard);
    heard.epoch();
    ProcessHandle java =
        commands("/gridcast/trainer.jar serve").stream()
            .filter(p -> p.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow();

    training.pause();

    await(() -> status(java).contains("State:\tT"));
    training.resume();
    await(() -> !status(java).contains("State:\tT"));
    training.stop();
    heard.outcome();
  }

  @Test
  void aClientThatIsKilledLeavesNoSandbox() throws Exception {
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(client.getInputStream().readNBytes(1)).hasSize(1);
      List<ProcessHandle> all = client.descendants().toList();
      assertThat(all).hasSizeGreaterThan(1);

      client.destroyForcibly();

      for (ProcessHandle one : all) {
        one.onExit().get(20, TimeUnit.SECONDS);
      }
    } finally {
      client.descendants().forEach(ProcessHandle::destroyForcibly);
      client.destroyForcibly();
    }
  }

  /** A client that holds a trainer which is deaf to the end of its input. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      BubblewrapRuntime runtime =
          new BubblewrapRuntime(
              folder.resolve("trainer.jar"), folder.resolve("natives"), () -> RESOURCES);
      Heard heard = new Heard();
      // Not from the main thread: it is to end while the trainer runs.
      Thread starter =
          new Thread(
              () -> {
                try {
                  Training training =
                      runtime.start(
                          HostileJobs.job(folder.resolve("box"), "a", "deaf", LONG), heard);
                  assertThat(training).isNotNull();
                } catch (IOException e) {
                  heard.ended.completeExceptionally(e);
                }
              });
      starter.start();
      starter.join();
      heard.epoch();
      System.out.print("x");
      System.out.flush();
      heard.outcome();
    }
  }

  /**
   * As root this whole class runs with the step down to nobody; this is the way of everybody else.
   */
  @Test
  void anOrdinaryUserHasTheSameSandbox() throws Exception {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Path everybodys = Files.createTempDirectory(Path.of("/tmp"), "gridcast-everybody");
    try {
      Files.setAttribute(everybodys, "unix:uid", Sandbox.NOBODY);
      List<String> classPath = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        if (entry.matches(
            ".*(classes|jackson[^/]*jar|assertj[^/]*jar|byte-buddy[^/]*jar|opentest4j[^/]*jar|slf4j[^/]*jar|protocol[^/]*jar|test-client[^/]*jar)")) {
          Path copy = everybodys.resolve("classes-" + classPath.size());
          copyTree(Path.of(entry), copy);
          classPath.add(copy.toString());
        }
      }
      Path jar = Files.copy(folder.resolve("trainer.jar"), everybodys.resolve("trainer.jar"));
      // Its own, so that nothing but the sandbox keeps it from being written to.
      Files.setAttribute(jar, "unix:uid", Sandbox.NOBODY);
      List<String> command = new ArrayList<>();
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
      command.addAll(List.of(Everybody.class.getName(), everybodys.toString()));
      Process client =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();

      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(said)
          .contains("Uid: 65534 65534", "CapBnd: 0000000000000000", "exit 0")
          .doesNotContain("got-");
    } finally {
      DurableFiles.deleteTree(everybodys);
    }
  }

  /** A client of a user without rights. */
  static final class Everybody {

    private Everybody() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      Path box = Files.createDirectories(folder.resolve("box"));
      try (BubblewrapRuntime runtime =
          new BubblewrapRuntime(
              folder.resolve("trainer.jar"), folder.resolve("natives"), () -> RESOURCES)) {
        Heard heard = new Heard();
        String order =
            "sh cat /proc/self/status; for f in /x /usr/x /dev/x /gridcast/x /gridcast/in/x"
                + " /gridcast/in/a/order.txt /gridcast/natives/x /gridcast/trainer.jar;"
                + " do if echo x 2>/dev/null >>$f; then echo got-$f; fi; done;"
                + " unshare -Ur true && echo got-nested; for d in /work /root /home /var;"
                + " do ls $d && echo got-$d; done;"
                + " true";
        Training training = runtime.start(HostileJobs.job(box, "a", order, LONG), heard);
        assertThat(training).isNotNull();
        System.out.print(HostileJobs.saidIn(heard.trained().resultJson()));
        System.out.flush();
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
