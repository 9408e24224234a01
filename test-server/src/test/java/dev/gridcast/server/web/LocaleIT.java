package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server says the same, byte by byte, whatever its machine speaks. */
class LocaleIT {

  private static final List<String> PATHS =
      List.of(
          "/api/v1/session",
          "/api/v1/overview",
          "/api/v1/best-so-far",
          "/api/v1/columns",
          "/api/v1/results",
          "/api/v1/results?sort=rmse&order=desc&where=model:eq:LSTM",
          "/api/v1/results/matrix?columns=rmse,skill,model",
          "/api/v1/results.csv",
          "/api/v1/results.json",
          "/api/v1/importance",
          "/api/v1/volunteers",
          "/api/v1/leases",
          "/api/v1/quarantine",
          "/api/v1/openapi.json",
          "/api/v1/leases?minutes=x",
          "/api/v1/nothing",
          "/metrics");

  @TempDir Path folder;

  /** Prints every answer of a dashboard over the same store: run by a machine of that locale. */
  static final class Answers {

    private Answers() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      StringBuilder all = new StringBuilder();
      try (WebScene scene = WebScene.here(folder)) {
        scene.aResultComes(1234567.875);
        for (String path : PATHS) {
          RawHttp.Answer answer = RawHttp.get(path).to(scene.port);
          all.append(path).append('\n').append(answer.status()).append('\n');
          // What memory the machine has in use is no matter of its language.
          answer
              .body()
              .lines()
              .filter(line -> !line.startsWith("gridcast_memory"))
              .forEach(line -> all.append(line).append('\n'));
        }
      }
      Files.writeString(folder.resolve("answers.txt"), all);
    }
  }

  @Test
  void everyAnswerIsTheSameInEveryLanguage() throws Exception {
    String english = answersOf("en", "US", "UTC");
    assertThat(english).contains("1234567.875", "gridcast_cases{state=\"verified\"} 2");
    for (String[] locale :
        new String[][] {
          {"de", "DE", "Europe/Berlin"},
          {"fr", "FR", "Europe/Paris"},
          {"ar", "EG", "Africa/Cairo"},
          {"tr", "TR", "Europe/Istanbul"}
        }) {
      assertThat(answersOf(locale[0], locale[1], locale[2])).as(locale[0]).isEqualTo(english);
    }
  }

  private String answersOf(String language, String country, String zone)
      throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve(language));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=" + language);
    command.add("-Duser.country=" + country);
    command.add("-Duser.timezone=" + zone);
    command.add("-Dfile.encoding=ISO-8859-9");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Answers.class.getName());
    command.add(own.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("said.txt").toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as(Files.readString(own.resolve("said.txt"), StandardCharsets.ISO_8859_1))
        .isTrue();
    return Files.readString(own.resolve("answers.txt"));
  }
}
