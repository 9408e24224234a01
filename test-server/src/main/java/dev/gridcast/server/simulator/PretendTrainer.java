package dev.gridcast.server.simulator;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.Provenance;
import dev.gridcast.trainer.work.ResultFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Trains nothing, and is exact to the bit all the same: the weights of a case follow from its
 * identity, so every honest training of it comes to the same. What is said of them is measured, as
 * far as a volunteer can: it sees the published rows only.
 */
final class PretendTrainer {

  private static final float SCALE = 0.1f;

  private final CaseScorer scorer;
  private final Map<String, Model> honest = new HashMap<>();

  /**
   * A trainer for the cases of an experiment, which must all have the same network and inputs.
   *
   * @param experiment see {@link SimulatedExperiment}
   */
  PretendTrainer(Experiment experiment) {
    try {
      this.scorer =
          CaseScorer.of(
              OwnParameters.without(seenByVolunteers(experiment.space().decode(0))),
              SeriesCsv.parse(
                  experiment.dataset().published(), "time-series.csv", ReadOptions.defaults()));
    } catch (ParametersException | SampleException | SeriesException e) {
      throw new IllegalStateException("the simulated experiment must be sound", e);
    }
  }

  private static Map<String, String> seenByVolunteers(Map<String, String> parameters) {
    Map<String, String> seen = new HashMap<>(parameters);
    seen.remove("confirmation-from");
    return seen;
  }

  /** What an honest training of a case comes to. */
  Model train(String caseId) {
    return honest.computeIfAbsent(caseId, this::model);
  }

  /** A model that nobody trained, the same for the same seed. */
  Model invent(String seed) {
    return model("invented " + seed);
  }

  private Model model(String seed) {
    long number = 0;
    for (int i = 0; i < seed.length(); i++) {
      number = number * 1_099_511_628_211L + seed.charAt(i); // FNV's prime; any good spread will do
    }
    Random random = new Random(number);
    Map<String, float[]> values = new HashMap<>();
    for (TensorShape shape : scorer.architecture().tensors()) {
      float[] numbers = new float[shape.elements()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian() * SCALE;
      }
      values.put(shape.name(), numbers);
    }
    Weights weights = Weights.of(scorer.architecture(), values);
    Blob bytes = Blob.wrap(Safetensors.write(weights));
    try {
      return new Model(bytes, bytes.sha256(), scorer.score(weights, Range.VALIDATION));
    } catch (SampleException e) {
      throw new IllegalStateException("small random weights forecast finite numbers", e);
    }
  }

  /** What an honest trainer says of where a model of that assignment comes from. */
  static Origin origin(Assignment assignment) {
    try {
      CaseParameters parameters = OwnParameters.without(assignment.parameters());
      return new Origin(
          assignment.datasetSha256(), Blob.wrap(parameters.toCsv()).sha256(), parameters.seed());
    } catch (ParametersException e) {
      throw new IllegalStateException("the server hands out cases that can be read", e);
    }
  }

  /**
   * What a training began with.
   *
   * @param datasetSha256 of {@code time-series.csv}
   * @param parametersSha256 of {@code parameters.csv}
   * @param seed of the first weights
   */
  record Origin(String datasetSha256, String parametersSha256, long seed) {}

  /**
   * A model and what is true of it.
   *
   * @param bytes {@code model.safetensors}
   * @param sha256 of these
   * @param validation its errors on the validation range
   */
  record Model(Blob bytes, String sha256, Evaluation validation) {

    /**
     * {@code result.json}.
     *
     * @param origin what the training is said to have begun with
     * @param rmse the validation error to claim
     * @param finished when the training ended
     * @param took how long it claims to have taken
     */
    String json(Origin origin, double rmse, Instant finished, Duration took) {
      Map<Metric, Double> figures = new HashMap<>(validation.model().pooled());
      figures.put(Metric.RMSE, rmse);
      Metrics told = new Metrics(figures, validation.model().perLabel());
      ResultFile file =
          new ResultFile.Trained(
              List.copyOf(validation.model().perLabel().keySet()),
              new Evaluation(validation.samples(), told, validation.baselines()),
              100,
              List.of(),
              1,
              1,
              1,
              took.toMillis() / 1000.0,
              0,
              List.of(new ResultFile.EpochRecord(1, 0.1, rmse, OptionalDouble.empty())),
              List.of(),
              new Provenance(
                  "simulated",
                  "vector",
                  "1",
                  origin.datasetSha256(),
                  origin.parametersSha256(),
                  sha256,
                  origin.seed(),
                  "17",
                  "Linux",
                  "amd64",
                  "simulated",
                  finished.minus(took),
                  finished));
      return new String(file.toJson(), StandardCharsets.UTF_8);
    }

    /** The validation error as it was measured. */
    double rmse() {
      return validation.model().rmse();
    }
  }
}
