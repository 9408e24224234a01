package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.client.runtime.Heard;
import dev.gridcast.client.runtime.HostileJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Java runtime that no package has installed: in a person's home, as SDKMAN puts it there. It is
 * cut down, so that it would not even start if it were asked for the Vector API.
 */
@EnabledOnOs(OS.LINUX)
final class JavaElsewhereIT extends SandboxedTrainers {

  private final Path home;

  JavaElsewhereIT(@TempDir Path folder) throws IOException {
    super(folder);
    // Not in /tmp, of which a sandbox has its own.
    home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home of ada ");
  }

  @AfterEach
  void removeHome() throws IOException {
    DurableFiles.deleteTree(home);
  }

  @Test
  void aSandboxSeesThatRuntimeAndNothingElseOfTheHome() throws Exception {
    Path candidates = Files.createDirectories(home.resolve(".sdkman/candidates/java"));
    Path java = candidates.resolve("17 ga");
    int linked =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--add-modules",
                "java.base",
                "--strip-java-debug-attributes",
                "--output",
                java.toString());
    assertThat(linked).isZero();
    Path current = Files.createSymbolicLink(candidates.resolve("current"), Path.of("17 ga"));
    Files.writeString(home.resolve("diary"), "my secret");
    String order =
        "sh cd '%s'; find . -maxdepth 4; cat diary; touch x .sdkman/x '%s/x' && echo got-written"
            .formatted(home, java);
    Heard heard = new Heard();

    try (BubblewrapRuntime elsewhere =
        new BubblewrapRuntime(
            folder.resolve("trainer.jar"), folder.resolve("natives"), current, () -> RESOURCES)) {
      elsewhere.start(HostileJobs.job(box, "a", order, LONG), heard);

      assertThat(HostileJobs.saidIn(heard.trained().resultJson()).lines())
          .contains(".", "./.sdkman", "./.sdkman/candidates", "./.sdkman/candidates/java")
          .contains("./.sdkman/candidates/java/17 ga", "cat: diary: No such file or directory")
          .doesNotContain("got-written", "./diary", "./.sdkman/candidates/java/current");
    }
  }
}
