package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.preference.Key;
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

  private static final String INVITE = "gridcast1" + "a".repeat(100);

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  JoinCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anUnknownRuntimeIsNamed() {
    assertThat(run("join", INVITE, "--runtime", "podman")).isEqualTo(2);
    assertThat(err)
        .asString()
        .contains("--runtime: \"podman\"", "docker, bubblewrap or process")
        .hasLineCount(1);
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
  @ValueSource(strings = {"a\tb", "12345678901234567890123456789012345678901"})
  void aNameThatBreaksTheRulesIsRefused(String name) throws IOException {
    assertThat(run("join", INVITE, "--name", name, "--trainer-jar", trainerJar())).isEqualTo(2);
    assertThat(err).asString().contains("--name: ", "must have 1 to 40").hasLineCount(1);
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
    assertThat(err).asString().contains("begins with gridcast1").hasLineCount(1);
  }

  @Test
  void helpShowsAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out).asString().contains("Example:", "join gridcast1");
  }

  @Test
  void everyPreferenceIsAFlagThatTheHelpExplains() {
    assertThat(run("join", "--help")).isZero();

    for (Key key : Key.values()) {
      assertThat(out).asString().contains("--" + key.word() + "=VALUE");
    }
    assertThat(out).asString().contains("like 50%.", "Example: 22:00-07:00").doesNotContain("%%");
  }

  @Test
  void aFlagThatIsNoValueIsNamed() {
    assertThat(run("join", INVITE, "--hours", "late")).isEqualTo(2);
    assertThat(err).asString().contains("--hours: \"late\"", "22:00-07:00").hasLineCount(1);
  }

  @Test
  void aLineOfTheFileThatIsNoValueIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("preferences.yaml"), "# mine\ngpu: maybe\n");

    assertThat(run("join", INVITE, "--data-dir", folder.toString())).isEqualTo(2);
    assertThat(err).asString().contains(file + ":2: gpu: \"maybe\"").hasLineCount(1);
  }

  @Test
  void moreThanTheMachineHasIsRefused() {
    assertThat(run("join", INVITE, "--cpus", "999")).isEqualTo(2);
    assertThat(err).asString().contains("--cpus: 999 is more than").hasLineCount(1);
  }

  @Test
  void aPortThatIsNoneIsNamed() {
    assertThat(run("join", INVITE, "--status-page", "http")).isEqualTo(2);
    assertThat(err).asString().contains("--status-page: ", "auto, off").hasLineCount(1);
  }

  private String trainerJar() throws IOException {
    return Files.writeString(folder.resolve("trainer.jar"), "").toString();
  }

  private int run(String... arguments) {
    return ClientMain.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
