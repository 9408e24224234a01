package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that tries to get out of its sandbox, and does not. */
@EnabledOnOs(OS.LINUX)
final class BubblewrapWallsIT extends SandboxedTrainers {

  BubblewrapWallsIT(@TempDir Path folder) throws IOException {
    super(folder);
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
            "sh grep -E 'Cap|NoNewPrivs|Uid|Gid|Groups' /proc/self/status; unshare -Ur true && echo got-nested;"
                + " mount -t tmpfs none /tmp && echo got-mounted; su -c true && echo got-root;"
                + " mknod /tmp/n b 8 0 && echo got-device; hostname gridcast2 && echo got-renamed");

    assertThat(said.lines().filter(line -> line.startsWith("Cap")))
        .hasSize(5)
        .allMatch(line -> line.endsWith("0000000000000000"));
    assertThat(said)
        .contains("NoNewPrivs:\t1".replace("\t", " "))
        .doesNotContain("got-")
        .containsPattern("Groups: *\n")
        .doesNotContain("Uid: 0")
        .doesNotContain("Gid: 0");
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
    assertThat(said("b", "sh echo $HOME $LANG $OMP_NUM_THREADS $PATH $PWD; hostname"))
        .startsWith("/tmp C.UTF-8 1 /usr/bin:/bin /tmp\ngridcast\n");
  }

  @Test
  void itHasNoTerminalToTypeInto() throws Exception {
    assertThat(said("a", "sh cut -d ' ' -f 7 /proc/self/stat; cat /dev/tty"))
        .startsWith("0\n")
        .contains("No such device or address");
    // A session that it shared with this client would show as 0, since its leader is out of sight.
    assertThat(said("b", "sh cut -d ' ' -f 6 /proc/self/stat")).doesNotStartWith("0\n");
  }
}
