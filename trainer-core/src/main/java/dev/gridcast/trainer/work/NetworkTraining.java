package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Yardstick;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Weights;
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
 * Fits a network epoch by epoch, each judged on the validation range by {@link CaseScorer}; the
 * best one is kept, the earlier one where two are equal. Ends when the epochs are over, or when
 * there has been no new best one for as many as the case has patience for.
 */
final class NetworkTraining {

  private final CaseParameters parameters;
  private final TrainingPlan plan;
  private final CaseScorer scorer;
  private final TrainingEngine engine;
  private final Yardstick yardstick;
  private final Samples training;
  private final Samples validation;
  private final CheckpointFile checkpoints;
  private final Checkpoint.Binding binding;
  private final InstantSource clock;
  private final Consumer<EpochProgress> progress;

  private final List<ResultFile.EpochRecord> history = new ArrayList<>();
  private final RateControl rates;
  private @Nullable Best best;
  private double secondsBefore;
  private double seconds;

  NetworkTraining(
      CaseParameters parameters,
      CaseScorer scorer,
      TrainingEngine engine,
      Yardstick yardstick,
      Samples training,
      Samples validation,
      CheckpointFile checkpoints,
      Checkpoint.Binding binding,
      InstantSource clock,
      Consumer<EpochProgress> progress) {
    this.parameters = parameters;
    this.plan = parameters.plan();
    this.scorer = scorer;
    this.engine = engine;
    this.yardstick = yardstick;
    this.training = training;
    this.validation = validation;
    this.checkpoints = checkpoints;
    this.binding = binding;
    this.clock = clock;
    this.progress = progress;
    this.rates = new RateControl(plan);
  }

  /**
   * What an epoch left.
   *
   * @param epoch its number
   * @param weights that it learned
   * @param evaluation of them over the validation range
   */
  record Best(int epoch, Weights weights, Evaluation evaluation) {
    double rmse() {
      return evaluation.model().rmse();
    }
  }

  /**
   * Trains, from a checkpoint where there is one.
   *
   * @throws TrainingException when a loss, a weight or a forecast stops being a finite number
   */
  Best run() throws TrainingException {
    Optional<Checkpoint> saved = checkpoints.read(binding, scorer.architecture(), plan.epochs());
    if (saved.isPresent()) {
      try (EngineNetwork network = build()) {
        if (resumes(network, saved.get())) {
          return train(network);
        }
      }
    }
    try (EngineNetwork network = build()) {
      return train(network);
    }
  }

  private EngineNetwork build() {
    return engine.build(
        InitialWeights.of(scorer.architecture(), parameters.seed()),
        plan.options(parameters.seed(), training.count()));
  }

  /** Takes up a checkpoint, or leaves everything as it was but the network. */
  private boolean resumes(EngineNetwork network, Checkpoint saved) {
    Best found;
    try {
      network.importState(saved.state());
      found = judge(saved.best(), saved.bestEpoch());
    } catch (IllegalArgumentException | SampleException e) {
      checkpoints.ignored(String.valueOf(e.getMessage()));
      return false;
    }
    best = found;
    history.addAll(saved.history());
    history.forEach(epoch -> rates.judged(epoch.validationRmse()));
    secondsBefore = saved.seconds();
    seconds = secondsBefore;
    return true;
  }

  private Best train(EngineNetwork network) throws TrainingException {
    Instant start = clock.instant();
    while (!isOver()) {
      int epoch = history.size() + 1;
      LearningRate rate = rates.next();
      double loss = network.fitEpoch(training, rate);
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, "the training loss is " + loss, null);
      }
      Best current = judge(network, epoch);
      if (best == null || current.rmse() < best.rmse()) {
        best = current;
      }
      rates.judged(current.rmse());
      seconds = secondsBefore + Duration.between(start, clock.instant()).toMillis() / 1e3;
      history.add(
          ResultFile.EpochRecord.of(epoch, loss, current.rmse(), rate.at(firstStep(epoch))));
      if (!isOver() && checkpoints.due()) {
        checkpoints.write(
            new Checkpoint(network.exportState(), best.weights(), best.epoch(), history, seconds),
            binding);
      }
      progress.accept(
          new EpochProgress(
              epoch, plan.epochs(), loss, current.rmse(), yardstick.persistence().rmse(), seconds));
    }
    if (best == null) {
      throw new IllegalStateException("a case has at least one epoch: " + plan.epochs());
    }
    return best;
  }

  private boolean isOver() {
    boolean patienceIsOver =
        plan.patience() > 0 && best != null && history.size() - best.epoch() >= plan.patience();
    return patienceIsOver || history.size() >= plan.epochs();
  }

  /** Steps of the optimiser before an epoch. */
  private long firstStep(int epoch) {
    long steps = (training.count() + plan.batch() - 1L) / plan.batch();
    return (epoch - 1) * steps;
  }

  private Best judge(EngineNetwork network, int epoch) throws TrainingException {
    try {
      return judge(network.exportWeights(), epoch);
    } catch (IllegalStateException | SampleException e) {
      throw diverged(epoch, String.valueOf(e.getMessage()), e);
    }
  }

  private Best judge(Weights weights, int epoch) throws SampleException {
    return new Best(epoch, weights, scorer.score(weights, yardstick, validation));
  }

  /** Every epoch in order. */
  List<ResultFile.EpochRecord> history() {
    return history;
  }

  /** That all epochs took. */
  double seconds() {
    return seconds;
  }

  TrainingException diverged(int epoch, String what, @Nullable Exception cause) {
    return new TrainingException(
        new TrainingFailure.Diverged(
            "the training diverged in epoch "
                + epoch
                + " of "
                + plan.epochs()
                + ": "
                + what
                + "; a smaller learning-rate than "
                + ParameterText.plain(plan.learningRate())
                + (plan.clip() > 0 ? "" : ", or a clip,")
                + " may help"),
        cause);
  }
}
