package dev.gridcast.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What volunteers get: {@code target/test-client.jar}. */
final class ClientJarIT {

  private static final Path JAR = Path.of("target", "test-client.jar");

  @Test
  void itCarriesTheNativeLibrariesOfAllFivePlatforms() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Set<String> natives =
          jar.stream()
              .filter(entry -> entry.getName().matches(".*webrtc-java.*\\.(so|dll|dylib)"))
              .peek(entry -> assertThat(entry.getSize()).isGreaterThan(10_000_000))
              .map(entry -> entry.getName())
              .collect(Collectors.toSet());

      assertThat(natives)
          .containsExactlyInAnyOrder(
              "libwebrtc-java-linux-x86_64.so",
              "libwebrtc-java-linux-aarch64.so",
              "webrtc-java-windows-x86_64.dll",
              "libwebrtc-java-macos-x86_64.dylib",
              "libwebrtc-java-macos-aarch64.dylib");
    }
  }

  @Test
  void itsManifestNamesTheMainClassAndAllowsNativeAccess() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.gridcast.client.cli.ClientMain");
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
    }
  }

  @Test
  void itHoldsNoClassOfATrainerOrAServer() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .noneMatch(name -> name.startsWith("dev/gridcast/trainer/"))
          .noneMatch(name -> name.startsWith("dev/gridcast/server/"))
          .noneMatch(name -> name.equals("module-info.class"));
    }
  }

  @Test
  void itRunsAndTeaches() throws Exception {
    Run run = run("join", "--help");

    assertThat(run.exitCode).isZero();
    assertThat(run.output).contains("gridcast1", "--trainer-jar", "--data-dir", "Example:");
  }

  @Test
  void itLoadsTheNetworkLibraryAndKeepsItsFilesWhereItIsTold(@TempDir Path folder)
      throws Exception {
    Path trainer = Files.writeString(folder.resolve("trainer.jar"), "");
    Process client =
        new ProcessBuilder(
                java(),
                "-jar",
                JAR.toString(),
                "join",
                "--runtime",
                "process",
                new Invite(
                        Identity.random().key(),
                        List.of(Invite.Way.parse("http://127.0.0.1:9")),
                        Optional.of(Secret.random()))
                    .text(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--trainer-jar",
                trainer.toString(),
                "--name",
                "ada",
                "--exit-with-parent")
            .redirectErrorStream(true)
            .start();
    try (var lines = client.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      StringBuilder said = new StringBuilder();
      while (line != null && !line.startsWith("No connection")) {
        said.append(line).append('\n');
        line = lines.readLine();
      }
      assertThat(line).as(said.toString()).isNotNull().contains("next attempt in 1 s");
      assertThat(said).contains("Volunteer ada, server 127.0.0.1:9", "Trainers run as your user");
      client.getOutputStream().close();
      assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(client.exitValue()).isZero();
      assertThat(folder.resolve("data/logs/client.log")).content().contains("summary {");
      assertThat(folder.resolve("data/identity.key")).content().startsWith("gridcast-identity-1 ");
    } finally {
      client.destroyForcibly();
    }
  }

  private record Run(int exitCode, String output) {}

  private static Run run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 3];
    command[0] = java();
    command[1] = "-jar";
    command[2] = JAR.toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
