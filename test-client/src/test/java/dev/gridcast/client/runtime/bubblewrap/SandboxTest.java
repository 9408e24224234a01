package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.runtime.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is asked of bubblewrap, also where it would do the same unasked today; whether it holds is
 * for the tests with a real one.
 */
@EnabledOnOs(OS.LINUX)
final class SandboxTest {

  private static final Path BWRAP = Path.of("/usr/bin/bwrap");
  private static final Path BOX = Path.of("/data/box 1");

  @TempDir Path root;

  @Test
  void theSandboxSharesNothingAndHasNoRights() throws Exception {
    assertThat(inner(command(false, "/usr/lib/jvm/java")))
        .startsWith(BWRAP.toString(), "--unshare-all", "--unshare-user", "--disable-userns")
        .containsSequence("--die-with-parent", "--new-session", "--cap-drop", "ALL")
        .containsSequence("--hostname", "gridcast", "--clearenv")
        .containsSequence("--size", "67108864", "--tmpfs", "/tmp")
        .containsSequence("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--");
  }

  @Test
  void onlyTheOutputOfTheBoxCanBeWrittenTo() throws Exception {
    List<String> command = inner(command(false, "/usr/lib/jvm/java"));

    assertThat(command).containsOnlyOnce("--bind").doesNotContain("--dev-bind");
    assertThat(command).containsSequence("--bind", "/data/box 1/out", "/gridcast/out");
    assertThat(command).containsSequence("--ro-bind", "/data/box 1/in", "/gridcast/in");
    assertThat(command).containsSequence("--ro-bind", "/a/trainer.jar", "/gridcast/trainer.jar");
    assertThat(command).containsSequence("--ro-bind", "/a/natives", "/gridcast/natives");
    assertThat(command).containsSequence("--ro-bind", "/usr", "/usr");
  }

  @Test
  void theSuperuserStepsDownBeforeTheSandboxIsMade() throws Exception {
    List<String> command = command(true, "/usr/lib/jvm/java");
    List<String> stage = command.subList(command.indexOf(BWRAP.toString()), command.size());

    assertThat(stage)
        .startsWith(
            BWRAP.toString(), "--die-with-parent", "--dev-bind", "/", "/", "--tmpfs", "/tmp")
        .containsSequence("--bind", "/data/box 1/out", "/tmp/out")
        .containsSequence("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
        .containsSequence("--cap-add", "CAP_KILL", "--")
        .containsSequence(
            "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", BWRAP.toString())
        .containsSequence("--bind", "/tmp/out", "/gridcast/out");
  }

  @Test
  void aJavaRuntimeOutsideOfUsrIsMountedAloneAndInItsPlace() throws Exception {
    String sdkman = "/home/ada b/.sdkman/candidates/java/17";

    assertThat(command(false, sdkman))
        .containsSequence("--ro-bind", sdkman, sdkman)
        .contains(sdkman + "/bin/java")
        .noneMatch(word -> word.equals("/home/ada b") || word.equals("/home"));
    assertThat(command(false, "/opt/jdk")).containsSequence("--ro-bind", "/opt/jdk", "/opt/jdk");
    assertThat(command(true, "/opt/jdk"))
        .containsSequence("--ro-bind", "/opt/jdk", "/tmp/java")
        .containsSequence("--ro-bind", "/tmp/java", "/opt/jdk");
    assertThat(command(false, "/usr/lib/jvm/java")).doesNotContain("/usr/lib/jvm/java");
  }

  @Test
  void linksIntoUsrStayLinksAndFoldersBesideItAreMounted() throws Exception {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("etc/java-17-openjdk"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.createDirectory(root.resolve("lib"));
    Files.createDirectory(root.resolve("home"));

    assertThat(Sandbox.system(root))
        .containsSequence("--ro-bind", root + "/usr", "/usr")
        .containsSequence("--symlink", "usr/bin", "/bin")
        .containsSequence("--ro-bind", root + "/lib", "/lib")
        .containsSequence("--ro-bind-try", root + "/etc/java-17-openjdk", "/etc/java-17-openjdk")
        .doesNotContain("/lib64", "/lib32", "/home", "/etc/passwd");
  }

  private static List<String> command(boolean asRoot, String javaHome) throws IOException {
    return new Sandbox(
            BWRAP,
            asRoot,
            Path.of("/a/trainer.jar"),
            Path.of("/a/natives"),
            Path.of(javaHome),
            new Resources(1, Resources.LEAST_MEMORY, false))
        .command(BOX);
  }

  /** Without the priority in front. */
  private static List<String> inner(List<String> command) {
    return command.subList(command.indexOf(BWRAP.toString()), command.size());
  }
}
