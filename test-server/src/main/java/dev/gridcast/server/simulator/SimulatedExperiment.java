package dev.gridcast.server.simulator;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ExperimentException;
import dev.gridcast.server.experiment.ExperimentFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Experiments whose cases are many, differ in work, and are scored in well under a millisecond. */
final class SimulatedExperiment {

  /** Epochs that a case may have: its work is in proportion. */
  private static final int[] EPOCHS = {10, 20, 30, 40};

  private SimulatedExperiment() {}

  /**
   * An experiment with exactly so many cases, all of one small network.
   *
   * @param timePerCase how long a training may take, at most 24 hours
   */
  static Experiment of(int cases, Duration timePerCase, int attempts) {
    int rates = (cases + EPOCHS.length - 1) / EPOCHS.length;
    String text =
        String.format(
            Locale.ROOT,
            """
            name: simulated
            data:
              synthetic:
                rows: 90
                timeframe: 1h
                seed: 7
            labels: close
            features:
              close: on
            parameters:
              model: dnn
              lags: 2
              units: 2
              epochs: [10, 20, 30, 40]
              learning-rate: {from: 0.00001, to: %s, step: 0.00001}
            engine: vector
            limits:
              cases: %d
              time-per-case: %ds
              attempts: %d
            """,
            String.format(Locale.ROOT, "%.5f", rates / 1e5),
            cases,
            timePerCase.toSeconds(),
            attempts);
    try {
      return ExperimentFile.parse(text, Path.of("simulated.yaml"));
    } catch (ExperimentException e) {
      throw new IllegalStateException("the simulated experiment must be sound", e);
    }
  }
}
