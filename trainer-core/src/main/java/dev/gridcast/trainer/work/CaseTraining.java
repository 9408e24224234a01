package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.engine.closed.RidgeRegression;
import dev.gridcast.trainer.engine.closed.UnsolvableException;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Yardstick;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.sample.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the numbers of a case's model: a network's epoch by epoch, a linear model's at once, a
 * naive one's not at all; then judges it.
 *
 * <p>The judge is the same plain Java that the server verifies with, so what a volunteer claims and
 * what the server computes are the same number, and no engine can decide which epoch is best by
 * rounding differently.
 */
final class CaseTraining {

  /** What fitted a linear model. */
  static final String CLOSED_FORM = "closed-form";

  /** What fitted a naive one. */
  static final String NONE = "none";

  /**
   * Most numbers per window for which the linear baseline is fitted beside a network: its equations
   * cost the square of that.
   */
  static final int MAX_BASELINE_INPUTS = 512;

  /** How strongly the linear baseline's weights are held to 0. */
  private static final double BASELINE_RIDGE = TemplateParameter.RIDGE.standard();

  private final CaseParameters parameters;
  private final CaseScorer scorer;
  private final EngineSource engines;
  private final CheckpointFile checkpoints;
  private final String datasetSha256;
  private final InstantSource clock;
  private final Consumer<EpochProgress> progress;

  /**
   * @param checkpoints where a network's training may be resumed from
   * @param datasetSha256 of the bytes of the series
   * @param progress is told after each epoch, on the thread that trains
   */
  CaseTraining(
      CaseParameters parameters,
      CaseScorer scorer,
      EngineSource engines,
      CheckpointFile checkpoints,
      String datasetSha256,
      InstantSource clock,
      Consumer<EpochProgress> progress) {
    this.parameters = parameters;
    this.scorer = scorer;
    this.engines = engines;
    this.checkpoints = checkpoints;
    this.datasetSha256 = datasetSha256;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @throws TrainingException when a loss, a weight or a forecast stops being a finite number,
   *     there is nothing to learn from, or the engine is not there
   */
  TrainedCase run() throws TrainingException {
    Yardstick yardstick;
    try {
      yardstick = scorer.yardstick(Range.VALIDATION);
    } catch (SampleException e) {
      throw noSamples(e);
    }
    return switch (parameters.model().fitting()) {
      case NETWORK -> network(yardstick);
      case CLOSED_FORM -> linear(yardstick);
      case NONE -> naive(yardstick);
    };
  }

  private TrainedCase network(Yardstick yardstick) throws TrainingException {
    Samples training = samples(Range.TRAINING);
    Samples validation = samples(Range.VALIDATION);
    TrainingEngine engine;
    try {
      engine = engines.open(parameters.engine(), scorer.architecture());
    } catch (EngineUnavailableException e) {
      throw new TrainingException(
          new TrainingFailure.EngineMissing(String.valueOf(e.getMessage())), e);
    }
    Checkpoint.Binding binding =
        new Checkpoint.Binding(
            Machine.sha256(parameters.toCsv()), datasetSha256, engine.name(), engine.version());
    NetworkTraining fitting =
        new NetworkTraining(
            parameters,
            scorer,
            engine,
            yardstick,
            training,
            validation,
            checkpoints,
            binding,
            clock,
            progress);
    NetworkTraining.Best best;
    try {
      best = fitting.run();
    } catch (RuntimeException e) {
      throw engineFailed(engine, e);
    }
    try {
      List<String> notes = new ArrayList<>();
      if (fitting.history().size() < parameters.plan().epochs()) {
        notes.add(
            "the training ended after epoch "
                + fitting.history().size()
                + " of "
                + parameters.plan().epochs()
                + ", since none of the last "
                + parameters.plan().patience()
                + " was a new best one");
      }
      return new TrainedCase(
          best.weights(),
          beside(best, yardstick, training, validation, notes),
          scorer.forecast(best.weights()),
          training.count(),
          best.epoch(),
          parameters.plan().epochs(),
          fitting.history(),
          fitting.seconds(),
          engine.name(),
          engine.version(),
          notes);
    } catch (SampleException e) {
      throw fitting.diverged(best.epoch(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The figures of the best epoch, beside those of the linear baseline, too. */
  private Evaluation beside(
      NetworkTraining.Best best,
      Yardstick yardstick,
      Samples training,
      Samples validation,
      List<String> notes)
      throws SampleException {
    if (training.lags() * training.features() > MAX_BASELINE_INPUTS) {
      return best.evaluation();
    }
    try {
      Yardstick longer = yardstick.withLinear(training, validation, BASELINE_RIDGE);
      return new Evaluation(
          best.evaluation().samples(), best.evaluation().model(), longer.baselines());
    } catch (UnsolvableException e) {
      String note = "there is no linear baseline: " + e.getMessage();
      notes.add(note.substring(0, Math.min(note.length(), ResultFile.MAX_NOTE)));
      return best.evaluation();
    }
  }

  private TrainedCase linear(Yardstick yardstick) throws TrainingException {
    Samples training = samples(Range.TRAINING);
    Samples validation = samples(Range.VALIDATION);
    Instant start = clock.instant();
    double ridge = parameters.shape().getOrDefault(TemplateParameter.RIDGE, BASELINE_RIDGE);
    try {
      Weights weights = RidgeRegression.fit(training, scorer.architecture(), ridge);
      return new TrainedCase(
          weights,
          scorer.score(weights, yardstick, validation),
          scorer.forecast(weights),
          training.count(),
          0,
          0,
          List.of(),
          seconds(start),
          CLOSED_FORM,
          RidgeRegression.VERSION,
          List.of());
    } catch (SampleException | UnsolvableException e) {
      throw new TrainingException(
          new TrainingFailure.Diverged(
              "the linear model has no solution: "
                  + e.getMessage()
                  + "; a larger ridge than "
                  + ParameterText.plain(ridge)
                  + " may help"),
          e);
    }
  }

  private TrainedCase naive(Yardstick yardstick) throws TrainingException {
    Instant start = clock.instant();
    Weights weights = Weights.of(scorer.architecture(), Map.of());
    try {
      return new TrainedCase(
          weights,
          scorer.score(weights, yardstick, Range.VALIDATION),
          scorer.forecast(weights),
          0,
          0,
          0,
          List.of(),
          seconds(start),
          NONE,
          "1",
          List.of());
    } catch (SampleException e) {
      throw noSamples(e);
    }
  }

  private double seconds(Instant start) {
    return Duration.between(start, clock.instant()).toMillis() / 1e3;
  }

  private Samples samples(Range range) throws TrainingException {
    try {
      return scorer.samples().samples(range);
    } catch (SampleException e) {
      throw noSamples(e);
    }
  }

  /** A library may wrap the memory that it did not get into an exception of its own. */
  private static TrainingException engineFailed(TrainingEngine engine, RuntimeException e) {
    Throwable root = e;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
      if (root instanceof OutOfMemoryError outOfMemory) {
        return FolderTraining.outOfMemory(outOfMemory);
      }
    }
    String why = root == e ? e.toString() : e + " (" + root + ")";
    return new TrainingException(
        new TrainingFailure.EngineFailed("the engine " + engine.name() + " failed: " + why), e);
  }

  private static TrainingException noSamples(SampleException e) {
    return new TrainingException(new TrainingFailure.NoSamples(String.valueOf(e.getMessage())), e);
  }
}
