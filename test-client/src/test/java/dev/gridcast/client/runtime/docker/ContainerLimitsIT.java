package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.TrainingOutcome;
import dev.gridcast.protocol.message.FailureKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every limit of a container, attacked from inside by a trainer that is an enemy. Each test fails
 * when the option that it is about is taken out of {@link ContainerSpec}.
 */
final class ContainerLimitsIT {

  @TempDir static Path folder;

  private static DockerFixture docker;

  @BeforeAll
  static void open() throws IOException {
    docker = new DockerFixture(folder);
  }

  @AfterAll
  static void close() throws IOException {
    docker.close();
  }

  @Test
  void noNetworkNotEvenThisMachine() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(docker.start("network " + server.getLocalPort()).findings())
          .contains("interface lo")
          .doesNotContain("interface eth", "interface docker", "interface en")
          .contains("127.0.0.1 refused", "172.17.0.1 refused", "192.0.2.1 refused")
          .contains("name unknown");
    }
  }

  @Test
  void theRootIsReadOnly() throws IOException {
    // As whoever owns the place: a file system that is only somebody else's would refuse as well.
    assertThat(docker.start("shell touch /opt/mine 2>&1; touch /gridcast/mine 2>&1").findings())
        .contains("/opt/mine': Read-only file system", "/gridcast/mine': Read-only file system");
    assertThat(docker.start("write /etc/passwd").findings()).contains("refused");
  }

  @Test
  void theInputIsReadOnly() throws IOException {
    Box.Running running = docker.start("write-in");

    assertThat(running.findings()).contains("refused FileSystemException");
    assertThat(running.job().input().resolve("mine")).doesNotExist();
  }

  @Test
  void nothingOfThisMachineCanBeRead() throws IOException {
    Path secret = Files.writeString(docker.data.resolve("secret"), "password");
    assertThat(docker.start("read " + secret).failure().reason())
        .contains("NoSuchFileException")
        .doesNotContain("password");
    // Its own root has nothing but the image, and the two folders.
    assertThat(docker.start("list /gridcast").findings()).contains("/gridcast/in /gridcast/out\"");
    assertThat(docker.start("shell cat /proc/1/environ").findings())
        .doesNotContain("GRIDCAST_TEST", System.getProperty("user.home") + "/");
    assertThat(docker.start("read /etc/hostname").findings()).contains("trainer");
  }

  /** Ends the warm container, so that the next job finds a fresh one. */
  private static void afresh() {
    docker.runtime.release(docker.box.folder());
    Await.until(() -> docker.containers().isEmpty());
  }

  @Test
  void aForkBombIsStopped() throws IOException {
    assertThat(count(docker.start("fork-bomb").findings()))
        .isBetween(10, (int) ContainerSpec.MAX_PROCESSES);
    afresh();
    assertThat(docker.start("good").findings()).contains("fine");
  }

  @Test
  void aBombOfThreadsIsStopped() throws IOException {
    assertThat(count(docker.start("threads").findings()))
        .isBetween(10, (int) ContainerSpec.MAX_PROCESSES);
    afresh();
  }

  /** After how many it was stopped. */
  private static int count(String findings) {
    Matcher matcher = Pattern.compile("stopped after (\\d+)").matcher(findings);
    assertThat(matcher.find()).as(findings).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void whoTakesMoreMemoryIsKilledAndTheReasonNamesTheLimit() throws IOException {
    Box.Running greedy = docker.start("memory");

    assertThat(greedy.failure().kind()).isEqualTo(FailureKind.TRAINER_CRASHED);
    assertThat(greedy.failure().reason())
        .isEqualTo("the trainer was killed: it used more than 0.5 GiB of memory");
    assertThat(docker.start("good").findings()).contains("fine");
  }

  @Test
  void theMemoryOfTheTemporaryFolderIsBounded() throws IOException {
    assertThat(docker.start("shell df -k /tmp | tail -1 || true").findings()).isNotEmpty();
    // One file may not grow beyond its limit, and all together not beyond the folder's.
    assertThat(docker.start("tmp").findings()).contains("stopped after 64 MiB");
    assertThat(docker.start("shell grep ' /tmp ' /proc/mounts || cat /proc/mounts").findings())
        .contains("tmpfs /tmp tmpfs rw,nosuid,nodev,relatime,size=524288k");
  }

  @Test
  void aFileCannotFillTheDisk() throws IOException {
    Box.Running running = docker.start("big-file");

    // Whoever writes on is told no by the kernel, or stopped by the client, whichever is first.
    if (running.outcome() instanceof TrainingOutcome.Trained) {
      assertThat(running.findings()).contains("stopped after 64 MiB");
    } else {
      assertThat(running.failure().kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    }
    assertThat(running.job().output()).doesNotExist();
  }

  @Test
  void manyFilesCannotFillTheDisk() throws IOException {
    Box.Running running = docker.start("many-files");

    assertThat(running.failure().kind()).isEqualTo(FailureKind.BAD_OUTPUT);
    assertThat(running.failure().reason()).contains("more than 100 files");
  }

  @Test
  void noCapabilityNoPrivilegeNoSystemCallBeyondTheFilter() throws IOException {
    assertThat(docker.start("status").findings())
        .contains("CapInh: 0000000000000000")
        .contains("CapPrm: 0000000000000000")
        .contains("CapEff: 0000000000000000")
        .contains("CapBnd: 0000000000000000")
        .contains("NoNewPrivs: 1")
        .contains("Seccomp: 2");
  }

  @Test
  void itIsNotRootAndTheFilesThatItWritesAreNot() throws IOException {
    assertThat(docker.start("status").findings()).doesNotContain("Uid: 0").doesNotContain("Gid: 0");
    Box.Running running = docker.start("hang").afterFirstEpoch();
    Object owner =
        Files.getAttribute(running.job().output(), "unix:uid", LinkOption.NOFOLLOW_LINKS);
    assertThat((int) owner).isNotZero();
    running.training().stop();
    running.outcome();
  }

  @Test
  void aProgramThatBelongsToRootDoesNotMakeItRoot() throws Exception {
    // A copy of the shell with the set-user-id bit, in the folder that it may read.
    Path in = Files.createDirectories(docker.box.folder().resolve("in"));
    Path shell = Files.copy(Path.of("/bin/sh").toRealPath(), in.resolve("root-shell"));
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    new ProcessBuilder("chmod", "4755", shell.toString()).start().waitFor();
    afresh();
    docker.start("good").findings();
    new ProcessBuilder("chown", "0:0", shell.toString()).start().waitFor();
    new ProcessBuilder("chmod", "4755", shell.toString()).start().waitFor();
    try {
      assertThat(
              docker
                  .start("shell /gridcast/in/root-shell -p -c 'cat /proc/self/status'")
                  .findings())
          .containsPattern("Uid:\\s+[1-9]")
          .doesNotContainPattern("Uid:\\s+\\d+\\s+0");
    } finally {
      Files.delete(shell);
    }
  }

  @Test
  void noDeviceBeyondTheHarmlessOnes() throws IOException {
    assertThat(docker.start("list /dev").findings())
        .contains("/dev/null")
        .doesNotContain("/dev/sd", "/dev/vd", "/dev/nvme", "/dev/mem", "/dev/kmsg", "/dev/fuse");
    assertThat(docker.start("shell mknod /tmp/disk b 8 0 2>&1").findings())
        .doesNotContain("exit 0");
  }

  @Test
  void itCannotMount() throws IOException {
    assertThat(docker.start("shell mount -t tmpfs none /tmp 2>&1").findings())
        .doesNotContain("exit 0");
  }

  @Test
  void openFilesAreBounded() throws IOException {
    assertThat(count(docker.start("open-files").findings()))
        .isLessThanOrEqualTo((int) ContainerSpec.MAX_OPEN_FILES);
  }

  @Test
  void itGetsTheProcessorsThatItWasGivenAndNoMore() throws IOException {
    afresh();
    docker.resources.set(new Resources(0.5, 512L << 20, false));
    try {
      String findings = docker.start("spin").findings();
      Matcher seconds = Pattern.compile("([0-9.]+)\"}").matcher(findings);
      assertThat(seconds.find()).as(findings).isTrue();
      // Two threads for a second would take nearly two, were there no limit; its start is counted.
      assertThat(Double.parseDouble(seconds.group(1))).isLessThan(1.5);
      // On a busy machine nobody gets more, limit or not: what the kernel was told shows it there.
      assertThat(
              docker
                  .start(
                      "shell cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max"
                          + " 2>/dev/null")
                  .findings())
          .contains("50000");
    } finally {
      docker.resources.set(DockerFixture.RESOURCES);
      docker.runtime.release(docker.box.folder());
    }
  }

  @Test
  void timeIsLimited() throws IOException {
    Box.Running running =
        Box.start(docker.runtime, docker.box.job("hang", Optional.empty(), Duration.ofMillis(800)));

    assertThat(running.failure().kind()).isEqualTo(FailureKind.TIME_LIMIT);
    assertThat(running.failure().reason()).contains("0.8 s");
  }

  @Test
  void aDiskThatIsFullInTheOutputFolderIsSaidToBe() throws Exception {
    Path small = Files.createDirectories(docker.data.resolve("work").resolve("small"));
    run("mount", "-t", "tmpfs", "-o", "size=5m", "none", small.toString());
    try {
      Box box = new Box(small);
      Box.Running running = box.start(docker.runtime, "fill-up");

      assertThat(running.failure().kind()).isEqualTo(FailureKind.CLIENT_FAULT);
      assertThat(running.failure().reason()).contains("no room left on this machine's disk");
    } finally {
      docker.runtime.release(small);
      Await.until(() -> docker.containers().stream().noneMatch(c -> mounts(c).contains("small")));
      run("umount", "-l", small.toString());
    }
  }

  private static String mounts(com.github.dockerjava.api.model.Container container) {
    return container.getMounts() == null ? "" : container.getMounts().toString();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Arrays.toString(command) + ": " + said).isZero();
  }
}
