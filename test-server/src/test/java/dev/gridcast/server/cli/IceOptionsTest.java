package dev.gridcast.server.cli;

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

/** An operator's mistake in what finds a path is one line that names the option and its value. */
final class IceOptionsTest {

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--turn turn:t | --turn turn:t needs either --turn-secret-file, or --turn-user and --turn-password-file",
        "--ports 48100-48000 | --ports 48100-48000: the first port is above the last one",
        "--relay-only | --relay-only needs a TURN server: --turn URL",
      })
  void aMistakeIsNamed(String options, String words) {
    assertThat(run(options.split(" "))).isEqualTo(ExitCode.BAD_INPUT);
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
      assertThat(run(options)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).asString().contains("--turn-password-file " + file).hasLineCount(1);
    }
  }

  private int run(String... options) {
    List<String> line = new ArrayList<>(List.of("run", "no-such.yaml"));
    line.addAll(List.of(options));
    return ServerMain.run(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        line.toArray(String[]::new));
  }
}
