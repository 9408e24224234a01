package dev.gridcast.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of figures in docs/trainer.md says what the program computes, all of it. */
class MetricsDocumentTest {

  @Test
  void everyMetricStandsInTheDocumentWithItsFormulaUnitAndDirection() throws Exception {
    List<String> expected =
        Arrays.stream(Metric.values())
            .map(
                m ->
                    "| `%s` | `%s` | %s | %s |"
                        .formatted(
                            m.key(),
                            m.formula().replace("|", "\\|"),
                            m.unit(),
                            m.higherIsBetter() ? "higher" : "lower"))
            .toList();

    assertThat(document().lines().filter(expected::contains)).containsExactlyElementsOf(expected);
  }

  /** Found from the module's folder and from the repository's. */
  private static String document() throws Exception {
    Path here = Path.of("docs", "trainer.md");
    Path file =
        Stream.of(here, Path.of("..").resolve(here))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
