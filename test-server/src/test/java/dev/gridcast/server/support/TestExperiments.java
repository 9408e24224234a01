package dev.gridcast.server.support;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ExperimentException;
import dev.gridcast.server.experiment.ExperimentFile;
import java.nio.file.Path;

/** Experiments that are scored in milliseconds. */
public final class TestExperiments {

  private TestExperiments() {}

  /** The text of an experiment with four cases on a generated market. */
  public static String fourCases() {
    return """
        name: four-cases
        data:
          synthetic:
            rows: 300
            seed: 7
        features:
          close: on
          high: on
          low: on
        parameters:
          lags: [2, 4]
          units: [2, 3]
          epochs: 2
          learning-rate: 0.005
        limits:
          time-per-case: 2m
          attempts: 2
        """;
  }

  /** The same with the only case. */
  public static String oneCase() {
    return fourCases().replace("lags: [2, 4]", "lags: 2").replace("units: [2, 3]", "units: 2");
  }

  /** An experiment from its text. */
  public static Experiment parse(String text) {
    try {
      return ExperimentFile.parse(text, Path.of("test.yaml"));
    } catch (ExperimentException e) {
      throw new AssertionError(e);
    }
  }
}
