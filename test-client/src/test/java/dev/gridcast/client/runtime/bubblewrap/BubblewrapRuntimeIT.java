package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.client.runtime.Heard;
import dev.gridcast.client.runtime.HostileJobs;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that tries to get out of its sandbox, and does not. */
@EnabledOnOs(OS.LINUX)
final class BubblewrapRuntimeIT {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Resources RESOURCES = new Resources(64, Resources.LEAST_MEMORY, false);

  private final Path folder;
  private final Path box;
  private final BubblewrapRuntime runtime;

  BubblewrapRuntimeIT(@TempDir Path folder) throws IOException {
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

  @Test
  void oneSandboxServesCaseAfterCase() throws Exception {
    String first = said("a", "sh echo $PPID; cat /proc/sys/kernel/random/boot_id >/tmp/mark");
    String second = said("b", "sh echo $PPID; ls /tmp/mark");

    assertThat(second).startsWith(first.lines().findFirst().orElseThrow()).contains("/tmp/mark");
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void itHasNoNetworkNotEvenTheOneOfThisMachine() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(said("a", "connect 127.0.0.1:" + server.getLocalPort()))
          .contains("ConnectException");
      assertThat(said("b", "sh cat /proc/net/dev; cat /proc/net/route").lines())
          .noneMatch(line -> line.contains("eth") || line.contains("\t00000000"));
      assertThat(said("c", "sh tail -n +3 /proc/net/dev | cut -d : -f 1")).contains("lo");
    }
  }

  @Test
  void itSeesNothingOfThisUsersFiles() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "my secret");
    String home = System.getProperty("user.home");

    String said = said("a", "sh cat " + secret + "; ls " + home + " /home /var /opt /mnt /srv");

    assertThat(said).doesNotContain("my secret");
    assertThat(said.lines().filter(line -> line.contains("No such file"))).hasSize(7);
    assertThat(said("b", "sh ls /").lines().filter(line -> !line.startsWith("exit")))
        .isSubsetOf(
            "bin",
            "dev",
            "etc",
            "gridcast",
            "lib",
            "lib32",
            "lib64",
            "libx32",
            "proc",
            "tmp",
            "usr");
  }

  @Test
  void itCanWriteToItsOutputAndToABoundedTmpAndNowhereElse() throws Exception {
    String said =
        said(
            "a",
            "sh for f in /x /usr/x /etc/x /dev/x /dev/shm/x /gridcast/x /gridcast/in/x"
                + " /gridcast/in/a/x /gridcast/in/a/order.txt /gridcast/trainer.jar"
                + " /gridcast/natives/x /proc/sys/kernel/core_pattern /proc/sysrq-trigger;"
                + " do if echo x 2>/dev/null >>$f; then echo written: $f; fi; done;"
                + " mount -o remount,rw / 2>&1; touch /x 2>/dev/null && echo written: root;"
                + " touch /tmp/x && echo tmp: yes");

    assertThat(said).doesNotContain("written").contains("tmp: yes");
    assertThat(said("b", "sh for i in 1 2 3; do head -c 40000000 /dev/zero >/tmp/$i; done"))
        .contains("No space left on device");
  }

  @Test
  void itHasNoRightsAndCannotGetAny() throws Exception {
    String said =
        said(
            "a",
            "sh grep -E 'Cap|NoNewPrivs|Uid' /proc/self/status; unshare -Ur true && echo got-nested;"
                + " mount -t tmpfs none /tmp && echo got-mounted; su -c true && echo got-root;"
                + " mknod /tmp/n b 8 0 && echo got-device; hostname gridcast2 && echo got-renamed");

    assertThat(said.lines().filter(line -> line.startsWith("Cap")))
        .hasSize(5)
        .allMatch(line -> line.endsWith("0000000000000000"));
    assertThat(said)
        .contains("NoNewPrivs:\t1".replace("\t", " "))
        .doesNotContain("got-")
        .doesNotContain("Uid: 0");
  }

  @Test
  void itSeesNoProcessOfThisMachineAndCanSendNoSignals() throws Exception {
    long me = ProcessHandle.current().pid();

    String said = said("a", "sh ls /proc | grep -c '^[0-9]'; kill -0 " + me + " && echo alive");

    assertThat(Integer.parseInt(said.lines().findFirst().orElseThrow())).isLessThan(12);
    assertThat(said).doesNotContain("alive");
  }

  @Test
  void itGetsNothingOfThisClientsEnvironment() throws Exception {
    assertThat(said("a", "environment").split(" ", -1))
        .containsOnly("HOME", "LANG", "OMP_NUM_THREADS", "PATH", "PWD");
  }

  @Test
  void itHasNoTerminalToTypeInto() throws Exception {
    assertThat(said("a", "sh cut -d ' ' -f 7 /proc/self/stat; cat /dev/tty"))
        .startsWith("0\n")
        .contains("No such device or address");
  }

  @Test
  void aForkBombIsContainedAndTheNextCaseIsUnaffected() throws Exception {
    TrainingOutcome.Failed failed =
        failure("a", "sh bomb() { sleep 617 & bomb | bomb & }; bomb; wait; sleep 617");

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(failed.reason()).contains("threads and processes");
    assertThat(commands("sleep 617")).isEmpty();
    said("b", "sh :");
  }

  @Test
  void theNumberOfProcessesHasAHardLimitToo() throws Exception {
    assertThat(said("a", "sh cat /proc/self/limits"))
        .containsPattern("Max processes +1024 +1024")
        .containsPattern("Max open files +1024 +1024")
        .containsPattern("Max file size +67108864 +67108864")
        .containsPattern("Max core file size +0 +0");
  }

  @Test
  void aTrainerThatEatsItsMemoryIsKilledAndTheNextCaseIsUnaffected() throws Exception {
    TrainingOutcome.Failed failed = failure("a", "eat");

    assertThat(failed.kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(failed.reason()).contains("used more than 0.5 GiB of memory");
    said("b", "sh :");
  }

  @Test
  void oneFileCannotGrowBeyondItsLimit() throws Exception {
    assertThat(
            said(
                "a",
                "sh head -c 90000000 /dev/zero >$OUT/model.safetensors; stat -c %s"
                    + " $OUT/model.safetensors; : >$OUT/model.safetensors; echo weights"
                    + " >$OUT/model.safetensors"))
        .contains("67108864");
  }

  @Test
  void filesBesideItsFolderAreFoundAndRemoved() throws Exception {
    TrainingOutcome.Failed failed =
        failure("a", "sh echo x >/gridcast/out/b || mkdir $OUT/b; true");

    assertThat(failed.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(failed.reason()).endsWith(": b");
    assertThat(box.resolve("out")).isEmptyDirectory();
  }

  @Test
  void aDeviceOrALinkInItsOutputIsRefused() throws Exception {
    assertThat(failure("a", "sh ln -s /usr/bin/env $OUT/model.safetensors").reason())
        .contains("model.safetensors is a link");
    assertThat(failure("b", "fifo").reason()).contains("not a plain file");
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
                          HostileJobs.job(folder.resolve("box"), "a", "stubborn", LONG), heard);
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
            ".*(classes|jackson[^/]*jar|assertj[^/]*jar|byte-buddy[^/]*jar|opentest4j[^/]*jar|slf4j[^/]*jar|protocol[^/]*jar)")) {
          Path copy = everybodys.resolve("classes-" + classPath.size());
          copyTree(Path.of(entry), copy);
          classPath.add(copy.toString());
        }
      }
      Files.copy(folder.resolve("trainer.jar"), everybodys.resolve("trainer.jar"));
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
            "sh cat /proc/self/status; touch /x /usr/x /gridcast/in/x && echo got-written;"
                + " unshare -Ur true && echo got-nested; ls /work /root /home && echo got-files;"
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

  private String said(String name, String order) throws Exception {
    Heard heard = new Heard();
    start(name, order, heard);
    return HostileJobs.saidIn(heard.trained().resultJson());
  }

  private TrainingOutcome.Failed failure(String name, String order) throws Exception {
    Heard heard = new Heard();
    start(name, order, heard);
    return heard.failure();
  }

  private Training start(String name, String order, Heard heard) throws IOException {
    return runtime.start(HostileJobs.job(box, name, order, LONG), heard);
  }

  private static List<ProcessHandle> sandboxes() {
    return commands("bwrap");
  }

  private static List<ProcessHandle> commands(String part) {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains(part))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private static String status(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    } catch (IOException e) {
      return "";
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
