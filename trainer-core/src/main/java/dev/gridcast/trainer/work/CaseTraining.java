package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.sample.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The training loop, whatever engine fits: so many epochs, each judged on the validation range by
 * {@link CaseScorer}; the best one is kept, the earlier one where two are equal.
 *
 * <p>The judge is the same plain Java that the server verifies with, so what a volunteer claims and
 * what the server computes are the same number, and no engine can decide which epoch is best by
 * rounding differently.
 */
public final class CaseTraining {

  private final CaseParameters parameters;
  private final CaseScorer scorer;
  private final TrainingEngine engine;
  private final InstantSource clock;
  private final Consumer<EpochProgress> progress;

  /**
   * @param progress is told after each epoch, on the thread that trains
   */
  public CaseTraining(
      CaseParameters parameters,
      CaseScorer scorer,
      TrainingEngine engine,
      InstantSource clock,
      Consumer<EpochProgress> progress) {
    this.parameters = parameters;
    this.scorer = scorer;
    this.engine = engine;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @throws TrainingException when a loss, a weight or a forecast stops being a finite number, or
   *     there is nothing to learn from
   */
  public TrainedCase run() throws TrainingException {
    Samples training;
    Samples validation;
    double persistence;
    try {
      training = scorer.samples().samples(Range.TRAINING);
      validation = scorer.samples().samples(Range.VALIDATION);
      persistence = scorer.persistence(Range.VALIDATION).rmse();
    } catch (SampleException e) {
      throw new TrainingException(new TrainingFailure.NoSamples(String.valueOf(e.getMessage())), e);
    }
    if (!Double.isFinite(persistence)) {
      throw new TrainingException(
          new TrainingFailure.NoSamples(
              "the error of persistence over the validation range is "
                  + persistence
                  + "; the labels are too large to be squared"));
    }
    if (training.count() == 0) {
      throw new TrainingException(
          new TrainingFailure.NoSamples("there is nothing to learn from in the training range"));
    }
    try (EngineNetwork network =
        engine.build(
            InitialWeights.of(scorer.architecture(), parameters.seed()),
            parameters.plan().options(parameters.seed()))) {
      return train(network, training, validation, persistence);
    }
  }

  private TrainedCase train(
      EngineNetwork network, Samples training, Samples validation, double persistence)
      throws TrainingException {
    Instant start = clock.instant();
    List<ResultFile.EpochRecord> history = new ArrayList<>();
    Best best = null;
    double seconds = 0;
    for (int epoch = 1; epoch <= parameters.plan().epochs(); epoch++) {
      double loss =
          network.fitEpoch(training, LearningRate.constant(parameters.plan().learningRate()));
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, "the training loss is " + loss, null);
      }
      Best current = judge(network, epoch, validation);
      if (best == null || current.rmse() < best.rmse()) {
        best = current;
      }
      seconds = Duration.between(start, clock.instant()).toMillis() / 1e3;
      history.add(new ResultFile.EpochRecord(epoch, loss, current.rmse()));
      progress.accept(
          new EpochProgress(
              epoch, parameters.plan().epochs(), loss, current.rmse(), persistence, seconds));
    }
    if (best == null) {
      throw new IllegalStateException(
          "a case has at least one epoch: " + parameters.plan().epochs());
    }
    return new TrainedCase(
        best.weights(),
        best.evaluation(),
        forecast(best),
        training.count(),
        best.epoch(),
        history,
        seconds);
  }

  private Best judge(EngineNetwork network, int epoch, Samples validation)
      throws TrainingException {
    try {
      Weights weights = network.exportWeights();
      Best best = new Best(epoch, weights, scorer.score(weights, Range.VALIDATION, validation));
      if (!Double.isFinite(best.rmse())) {
        throw diverged(epoch, "the validation error is " + best.rmse(), null);
      }
      return best;
    } catch (IllegalStateException | SampleException e) {
      throw diverged(epoch, String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<CandleForecast> forecast(Best best) throws TrainingException {
    try {
      return scorer.forecast(best.weights());
    } catch (SampleException e) {
      throw diverged(best.epoch(), String.valueOf(e.getMessage()), e);
    }
  }

  private TrainingException diverged(int epoch, String what, @Nullable Exception cause) {
    return new TrainingException(
        new TrainingFailure.Diverged(
            "the training diverged in epoch "
                + epoch
                + " of "
                + parameters.plan().epochs()
                + ": "
                + what
                + "; a smaller learning-rate than "
                + ParameterText.plain(parameters.plan().learningRate())
                + " may help"),
        cause);
  }

  /** The epoch to beat. */
  private record Best(int epoch, Weights weights, Evaluation evaluation) {
    double rmse() {
      return evaluation.model().rmse();
    }
  }
}
