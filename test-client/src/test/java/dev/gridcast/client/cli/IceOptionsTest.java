package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A volunteer's mistake in what finds a path is one line that names the option and its value. */
final class IceOptionsTest {

  private static final String INVITE = "gridcast1" + "a".repeat(100);

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--turn turn:t | --turn turn:t needs --turn-user and --turn-password-file",
        "--ports 48100-48000 | --ports 48100-48000: the first port is above the last one",
        "--relay-only --by-hand | --relay-only needs a TURN server: --turn URL",
      })
  void aMistakeIsNamed(String options, String words) {
    assertThat(join(options.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err).asString().contains(words).hasLineCount(1);
  }

  @Test
  void aPasswordThatIsNotThereIsNamed() throws Exception {
    Path none = folder.resolve("none");
    Path blank = Files.writeString(folder.resolve("blank"), "\nsecret\n");
    for (Path file : List.of(none, blank)) {
      err.getBuffer().setLength(0);
      String[] options = {
        "--turn", "turn:t", "--turn-user", "ada", "--turn-password-file", file.toString()
      };
      assertThat(join(options)).isEqualTo(ExitCode.USAGE);
      assertThat(err).asString().contains("--turn-password-file " + file).hasLineCount(1);
    }
  }

  private int join(String... options) {
    List<String> line = new ArrayList<>(List.of("join", INVITE, "--data-dir", folder.toString()));
    line.addAll(List.of(options));
    return ClientMain.run(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        line.toArray(String[]::new));
  }
}
