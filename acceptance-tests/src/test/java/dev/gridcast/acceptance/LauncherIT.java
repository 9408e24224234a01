package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, up to where it would build or install something. */
class LauncherIT {

  private static final int USAGE = 2;
  private static final int MISSING = 3;

  @TempDir private Path folder;

  @Test
  void helpListsTheCommands() throws Exception {
    Outcome outcome = launch(List.of(), Program.root().resolve("gridcast"), "help");

    assertThat(outcome.exitCode()).as(outcome.printed()).isZero();
    assertThat(outcome.printed())
        .contains("gridcast demo", "server run", "client join", "trainer run", "gridcast test");
  }

  @Test
  void anUnknownCommandIsAMistake() throws Exception {
    Outcome outcome = launch(List.of(), Program.root().resolve("gridcast"), "dmeo");

    assertThat(outcome.exitCode()).isEqualTo(USAGE);
    assertThat(outcome.printed()).contains("unknown command 'dmeo'");
  }

  @Test
  void aPersonWhoIsNotRootGetsTheOneCommandThatInstallsWhatIsMissing() throws Exception {
    Path launcher = folder.resolve("gridcast");
    Files.copy(Program.root().resolve("gridcast"), launcher);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));

    Outcome outcome = launch(List.of("PATH=" + allProgramsBut("mvn")), launcher, "demo");

    assertThat(outcome.exitCode()).as(outcome.printed()).isEqualTo(MISSING);
    assertThat(outcome.printed()).contains("maven").contains("install");
  }

  @Test
  void theTestsOfAPersonWhoMayUseNoEngineEndWithOneLineThatSaysWhatToDo() throws Exception {
    Path launcher = folder.resolve("gridcast");
    Files.copy(Program.root().resolve("gridcast"), launcher);
    Path engine = Files.createDirectory(folder.resolve("docker")).resolve("engine-for-tests.sh");
    Files.copy(Program.root().resolve("docker/engine-for-tests.sh"), engine);
    Path shared = Files.createDirectory(folder.resolve("for-tests")).resolve("daemon.sh");
    Files.copy(Program.root().resolve("for-tests/daemon.sh"), shared);
    for (Path path :
        List.of(folder, launcher, engine.getParent(), engine, shared.getParent(), shared)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Outcome outcome = launch(List.of("DOCKER_HOST=unix:///nowhere/docker.sock"), launcher, "test");

    assertThat(outcome.exitCode()).as(outcome.printed()).isEqualTo(MISSING);
    assertThat(outcome.printed().lines())
        .last()
        .asString()
        .contains("the tests need a Docker engine", "as root", "DOCKER_HOST");
  }

  @Test
  void theTrainerGetsTheVectorApiWhereItsJavaHasItAndNobodyHearsOfThat() throws Exception {
    Path launcher = builtCheckout();
    Path home = standInJava();
    Path release = home.resolve("release");
    List<String> environment = List.of("JAVA_HOME=" + home);

    Files.writeString(release, "MODULES=\"java.base jdk.incubator.vector jdk.zipfs\"\n");
    Outcome with = launch(environment, launcher, "trainer");
    Files.writeString(release, "MODULES=\"java.base jdk.incubator.vectors\"\n");
    Outcome without = launch(environment, launcher, "trainer");

    assertThat(with.exitCode()).as(with.printed()).isEqualTo(4);
    assertThat(with.printed())
        .contains("-Xmx512m", "maxPhysicalBytes=0", " --add-modules=jdk.incubator.vector -jar ")
        .contains("WARNING: something else")
        .doesNotContain("incubator modules");
    assertThat(without.exitCode()).as(without.printed()).isEqualTo(4);
    assertThat(without.printed()).contains("-Xmx512m").doesNotContain("--add-modules");
  }

  /** A checkout as the launcher leaves it after a build, but for what it holds. */
  private Path builtCheckout() throws IOException {
    Path launcher = folder.resolve("gridcast");
    Files.copy(Program.root().resolve("gridcast"), launcher);
    for (String jar :
        List.of(
            "test-server/target/test-server.jar",
            "test-client/target/test-client.jar",
            "trainer-core/target/trainer.jar",
            ".gridcast/built")) {
      Path file = folder.resolve(jar);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    letEverybodyIn(launcher);
    return launcher;
  }

  /** Says how it is called, and on standard error what Java says of the module. */
  private Path standInJava() throws IOException {
    Path home = folder.resolve("java");
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'openjdk version "17.0.15" 2025-04-15'
          exit 0
        fi
        echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
        echo 'WARNING: something else' >&2
        echo "$*"
        exit 4
        """);
    Path javac = Files.writeString(bin.resolve("javac"), "");
    letEverybodyIn(java);
    letEverybodyIn(javac);
    return home;
  }

  private void letEverybodyIn(Path program) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** By hand: JUnit would warn of each of the thousand links that it removes. */
  @AfterEach
  void removeTheLinks() throws IOException {
    Path bin = folder.resolve("bin");
    if (Files.exists(bin)) {
      try (Stream<Path> links = Files.list(bin)) {
        for (Path link : links.toList()) {
          Files.delete(link);
        }
      }
    }
  }

  /** A folder with links to all that this machine has, one program excepted. */
  private Path allProgramsBut(String missing) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (Path source : List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"))) {
      try (Stream<Path> programs = Files.list(source)) {
        for (Path program : programs.toList()) {
          Path link = bin.resolve(program.getFileName());
          if (!program.endsWith(missing) && !Files.exists(link)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return bin;
  }

  /** Runs it as nobody where we are root: root would install. */
  private Outcome launch(List<String> environment, Path launcher, String command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    if (Files.exists(Path.of("/usr/bin/setpriv")) && !environment.isEmpty() && isRoot()) {
      line.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    line.add("env");
    line.addAll(environment);
    line.addAll(List.of(launcher.toString(), command));
    Path output = folder.resolve("launcher.out");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher hangs: " + line);
    }
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private record Outcome(int exitCode, String printed) {}
}
