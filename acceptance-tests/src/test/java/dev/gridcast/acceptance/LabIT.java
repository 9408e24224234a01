package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The laboratory itself: what it claims to be, and that nothing of it stays. */
@Timeout(180)
class LabIT {

  @TempDir private Path temp;

  @Test
  void nothingIsLeftWhenItIsClosed() throws Exception {
    List<String> before = namespacesOfThisMachine();
    List<ProcessHandle> processes;
    try (Lab lab = Lab.up(temp.resolve("lab"))) {
      processes = lab.processes();
      assertThat(processes).as("a keeper, a shell, two coturns and a broker").hasSizeGreaterThan(4);
      assertThat(namespacesOfThisMachine()).isEqualTo(before);
    }
    awaitEnd(processes);
  }

  @Test
  void nothingIsLeftWhenItIsKilled() throws Exception {
    try (Lab lab = Lab.up(temp.resolve("lab"), "--delay", "200")) {
      List<ProcessHandle> processes = lab.processes();
      lab.killAtOnce();
      awaitEnd(processes);
    }
  }

  @Test
  void twoOfThemDoNotMeet() {
    try (Lab one = Lab.up(temp.resolve("one"), "--a", "symmetric");
        Lab other = Lab.up(temp.resolve("other"))) {
      one.run("public", "ip", "address", "add", "203.0.113.77/24", "dev", "wan");

      assertThat(one.run("public", "ip", "address")).contains("203.0.113.77");
      assertThat(other.run("public", "ip", "address")).doesNotContain("203.0.113.77");
      assertThat(one.run("router-a", "nft", "list", "ruleset")).contains("fully-random");
      assertThat(other.run("router-a", "nft", "list", "ruleset")).doesNotContain("fully-random");
    }
  }

  private static List<String> namespacesOfThisMachine() {
    return Command.run(Map.of(), 10, List.of("ls", "-a", "/run")).lines().sorted().toList();
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    Await.until(
        "every process of the laboratory ends",
        20,
        processes::toString,
        () -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
