package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's mistake is one line and says what to do. */
final class JoinCommandTest {

  private static final String INVITE = "gridcast://127.0.0.1:9/" + "A".repeat(22);

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  JoinCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theRuntimeDockerComesLater() {
    assertThat(run("join", INVITE, "--runtime", "docker")).isEqualTo(2);
    assertThat(err).asString().contains("later release", "--runtime process").hasLineCount(1);
  }

  @Test
  void anUnknownRuntimeIsNamed() {
    assertThat(run("join", INVITE, "--runtime", "podman")).isEqualTo(2);
    assertThat(err).asString().contains("'podman'").hasLineCount(1);
  }

  @Test
  void withoutAnInviteTheClientSaysWhatIsMissing() {
    assertThat(run("join")).isEqualTo(2);
    assertThat(err).asString().contains("INVITE", "join --help").hasLineCount(1);
  }

  @Test
  void aMistypedOptionIsRecognised() {
    assertThat(run("join", INVITE, "--trainerjar", "x")).isEqualTo(2);
    assertThat(err)
        .asString()
        .contains("--trainerjar", "did you mean --trainer-jar")
        .hasLineCount(1);
  }

  @Test
  void withoutACommandTheClientSaysWhatToDo() {
    assertThat(run()).isEqualTo(2);
    assertThat(err).asString().contains("join INVITE").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ada", "a\tb", "12345678901234567890123456789012345678901"})
  void aNameThatBreaksTheRulesIsRefused(String name) throws IOException {
    assertThat(run("join", INVITE, "--name", name, "--trainer-jar", trainerJar())).isEqualTo(2);
    assertThat(err).asString().contains("--name must have 1 to 40").hasLineCount(1);
  }

  @Test
  void aTrainerThatIsNotThereIsMissing() {
    assertThat(run("join", INVITE, "--trainer-jar", folder.resolve("no.jar").toString()))
        .isEqualTo(3);
    assertThat(err).asString().contains("no.jar", "--trainer-jar").hasLineCount(1);
  }

  @Test
  void textThatIsNoInviteIsRefused() throws IOException {
    assertThat(run("join", "http://example.org", "--trainer-jar", trainerJar())).isEqualTo(2);
    assertThat(err).asString().contains("gridcast://HOST:PORT/SECRET").hasLineCount(1);
  }

  @Test
  void helpShowsAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out).asString().contains("Example:", "join gridcast://");
  }

  private String trainerJar() throws IOException {
    return Files.writeString(folder.resolve("trainer.jar"), "").toString();
  }

  private int run(String... arguments) {
    return ClientMain.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
