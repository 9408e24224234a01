package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher starts a program again that crashed, and only then. */
class SupervisorIT {

  private static final long DEADLINE_SECONDS = 300;

  @TempDir private Path folder;

  @Test
  void aServerWhoseNetworkLibraryCrashesIsBackAndHasLostNothing() throws Exception {
    Checkout checkout = Checkout.in(folder.resolve("checkout"));
    try (Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program launcher = grid.startServerBy(checkout);
      String invite = Files.readString(grid.serverData().resolve("invite.txt"));
      Program ada = grid.startClient("ada");
      Results results = grid.results();
      Await.until("ada trains", 60, ada::printed, results::anyCaseIsOut);

      crash(launcher, checkout, "SEGV");
      Await.until(
          "a case is verified by the server that came back",
          120,
          () -> launcher.printed() + ada.printed(),
          () -> results.number("SELECT count(*) FROM attempt WHERE outcome = 'VERIFIED'") > 0);
      crash(launcher, checkout, "ABRT");

      assertThat(launcher.exitCode(DEADLINE_SECONDS)).as(launcher.printed()).isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      assertThat(Files.readString(grid.serverData().resolve("invite.txt")))
          .as("the invite, and with it the port")
          .isEqualTo(invite);
      assertThat(launcher.printed())
          .contains("the server has crashed", "(exit code 134; report: ", "in 1 s", "in 2 s");
      assertThat(ada.isAlive()).isTrue();
    }
  }

  /** What a native crash comes to: the JVM itself ends by SIGABRT, whatever it was. */
  private static void crash(Program launcher, Checkout checkout, String signal) throws Exception {
    List<ProcessHandle> running = launcher.running(checkout.serverJar());
    assertThat(running).hasSize(1);
    long pid = running.get(0).pid();
    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
    Await.until(
        "another server runs",
        60,
        launcher::printed,
        () ->
            launcher.running(checkout.serverJar()).stream()
                .anyMatch(handle -> handle.pid() != pid));
  }

  @Test
  void aProgramThatCrashesAgainAndAgainIsGivenUp() throws Exception {
    try (Program launcher = standIn("kill -ABRT $$", "server", "run", "e.yaml")) {
      assertThat(launcher.exitCode(60)).as(launcher.printed()).isEqualTo(134);
      assertThat(launcher.printed())
          .contains("in 1 s", "in 2 s", "in 4 s", "in 8 s", "crashed 5 times", "giving up");
    }
  }

  @Test
  void whateverElseAProgramEndsWithIsTheEnd() throws Exception {
    try (Program launcher = standIn("exit 5", "client", "join", "INVITE")) {
      assertThat(launcher.exitCode(20)).isEqualTo(5);
      assertThat(launcher.printed()).doesNotContain("crashed");
    }
  }

  @Test
  void theFirstCtrlCComesOnceAndSoDoesTheSecond() throws Exception {
    String program =
        "n=0; trap 'n=$((n+1)); echo heard $n; [ $n = 2 ] && exit 130' INT; echo ready;"
            + " while :; do sleep 0.1; done";
    try (Program launcher = standIn(program, "client", "join", "INVITE")) {
      Await.until("it runs", 20, launcher::printed, () -> launcher.printed().contains("ready"));
      launcher.interrupt();
      Await.until("one", 20, launcher::printed, () -> launcher.printed().contains("heard 1"));
      assertThat(launcher.isAlive()).isTrue();
      launcher.interrupt();
      assertThat(launcher.exitCode(20)).isEqualTo(130);
      assertThat(launcher.printed()).contains("heard 2").doesNotContain("crashed");
    }
  }

  @Test
  void aProgramThatIsToldToStopAndCrashesOnTheWayIsNotStartedAgain() throws Exception {
    String program = "trap 'kill -ABRT $$' TERM; echo ready; while :; do sleep 0.1; done";
    try (Program launcher = standIn(program, "server", "run", "e.yaml")) {
      Await.until("it runs", 20, launcher::printed, () -> launcher.printed().contains("ready"));
      launcher.terminate();
      assertThat(launcher.exitCode(20)).isEqualTo(134);
      assertThat(launcher.printed()).doesNotContain("crashed");
    }
  }

  /** A launcher whose Java is a shell script. */
  private Program standIn(String script, String... arguments) throws IOException {
    Checkout checkout = Checkout.in(folder.resolve("checkout"));
    Path home = folder.resolve("java");
    Path java = home.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java,
        "#!/bin/sh\n[ \"$1\" = -version ] && echo 'openjdk version \"17.0.15\"' && exit 0\n"
            + script
            + "\n");
    for (Path program : List.of(java, Files.writeString(home.resolve("bin/javac"), ""))) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return Program.start(
        Map.of("JAVA_HOME", home.toString()),
        checkout.command(List.of(arguments)),
        folder.resolve("launcher.out"));
  }
}
