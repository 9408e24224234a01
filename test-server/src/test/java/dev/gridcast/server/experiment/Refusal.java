package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A mistake in an experiment file and the one line it must give. */
record Refusal(String mistake, String yaml, String line) {

  /** The shortest head of an experiment: what is wrong begins on its third line. */
  static final String START = "name: t\ndata: {synthetic: {rows: 300}}\n";

  /** One test for each mistake; the folder of the file is left out of the line. */
  static Stream<DynamicTest> tests(Path folder, List<Refusal> refusals) {
    return refusals.stream()
        .map(refusal -> DynamicTest.dynamicTest(refusal.mistake(), () -> refusal.check(folder)));
  }

  private void check(Path folder) {
    ExperimentException e =
        catchThrowableOfType(
            ExperimentException.class,
            () -> ExperimentFile.parse(yaml, folder.resolve("exp.yaml")));
    assertThat(e).as("refused").isNotNull();
    String found = String.valueOf(e.getMessage()).replace(folder + "/", "");
    assertThat(found).isEqualTo(line).doesNotContain("\n");
  }
}
