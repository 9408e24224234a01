package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

  private static final String[] SMALL = {"--volunteers", "6", "--days", "9", "--cases", "24"};

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int simulate(String... options) {
    List<String> words = new ArrayList<>(List.of("simulate"));
    words.addAll(List.of(options));
    return ServerMain.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
  }

  private String[] with(String... more) {
    List<String> words = new ArrayList<>(List.of(SMALL));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void aSmallWorldIsSummedUp() throws IOException {
    Path profile = folder.resolve("world.yaml");
    Files.writeString(profile, "volunteers: {slow: 0%}\ncases: {crash: 0%}\n");
    assertThat(simulate(with("--profile", profile.toString()))).isEqualTo(0);
    assertThat(out.toString())
        .startsWith("6 volunteers, 24 cases, at most 9 days, seed 1\n")
        .contains("every case has ended after ", "24 verified, 0 failed, 0 quarantined")
        .containsPattern("trace +[0-9a-f]{16}\n");
    assertThat(err.toString()).startsWith("gridcast: the server's code took ");
  }

  @Test
  void theFiguresAreThereForPrograms() throws IOException {
    assertThat(simulate(with("--json", "--seed", "7"))).isEqualTo(0);
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.get("seed").asLong()).isEqualTo(7);
    assertThat(figures.get("trainings").asLong()).isGreaterThanOrEqualTo(24);
    assertThat(figures.get("notEnded").asLong()).isZero();
    assertThat(figures.get("trace").asText()).matches("[0-9a-f]{16}");
  }

  @Test
  void aMistakeInAProfileIsOneLineAndExitCode2() throws IOException {
    Path profile = folder.resolve("world.yaml");
    Files.writeString(profile, "volunteers:\n  slepers: 5%\n");
    assertThat(simulate(with("--profile", profile.toString()))).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "gridcast: "
                + profile
                + ":2: volunteers.slepers: unknown key; did you mean \"sleeper\"? (known here: slow,"
                + " vanishes, returns, floods, crashes, better-numbers, other-weights,"
                + " copied-results, random-weights, sleeper, colludes)\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aWorldThatIsTooLargeIsRefused() {
    assertThat(simulate("--volunteers", "501")).isEqualTo(2);
    assertThat(err.toString()).startsWith("gridcast: --volunteers must be 1 to 500, not 501");
  }
}
