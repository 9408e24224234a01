package dev.gridcast.server.support;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.SafetensorsException;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.Provenance;
import dev.gridcast.trainer.work.ResultFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A volunteer's trainer that does not train: its models are random, but real, and what it says of
 * them is true, but for the training. The same case and seed give the same model, as an engine that
 * promises the bits does; another seed is another's lie. It sees only what a volunteer sees.
 */
public final class HonestTrainer {

  private HonestTrainer() {}

  /** A model for a case, from the published data alone. */
  public static Model train(Map<String, String> parameters, byte[] dataset, long seed) {
    try {
      TimeSeries series = SeriesCsv.parse(dataset, "time-series.csv", ReadOptions.defaults());
      CaseScorer scorer = CaseScorer.of(OwnParameters.without(parameters), series);
      byte[] csv = OwnParameters.without(parameters).toCsv();
      Weights weights = weights(scorer.architecture(), seed + 31L * Arrays.hashCode(csv));
      return new Model(
          weights,
          scorer.score(weights, Range.VALIDATION),
          provenance(OwnParameters.without(parameters), dataset, weights));
    } catch (SeriesException | ParametersException | SampleException e) {
      throw new AssertionError(e);
    }
  }

  /** What is true of somebody else's model for a case, as far as a volunteer can see. */
  public static Evaluation score(Map<String, String> parameters, byte[] dataset, Blob model) {
    try {
      Map<String, String> seen = new HashMap<>(parameters);
      seen.remove("confirmation-from");
      TimeSeries series = SeriesCsv.parse(dataset, "time-series.csv", ReadOptions.defaults());
      CaseScorer scorer = CaseScorer.of(OwnParameters.without(seen), series);
      return scorer.score(
          Safetensors.read(model.toByteArray(), scorer.architecture()), Range.VALIDATION);
    } catch (SeriesException | ParametersException | SampleException | SafetensorsException e) {
      throw new AssertionError(e);
    }
  }

  /** The result of an assignment. */
  public static Result resultOf(Assignment assignment, byte[] dataset, long seed) {
    Model model = train(assignment.parameters(), dataset, seed);
    return new Result(assignment.lease(), model.json(), ModelOffer.inline(model.bytes()));
  }

  /** As the built-in trainer writes it, by the engine that it would take on a processor. */
  private static Provenance provenance(CaseParameters parameters, byte[] dataset, Weights weights) {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    boolean vector = new VectorEngine(Kernels.scalar()).supports(weights.architecture());
    String engine =
        switch (parameters.model().fitting()) {
          case NONE -> "none";
          case CLOSED_FORM -> "closed-form";
          case NETWORK -> vector && parameters.engine() != EngineChoice.DL4J ? "vector" : "dl4j";
        };
    return new Provenance(
        "0.1.0",
        engine,
        "1",
        Blob.wrap(dataset).sha256(),
        Blob.wrap(parameters.toCsv()).sha256(),
        weights.sha256(),
        parameters.seed(),
        "17",
        "Linux",
        "amd64",
        "unknown",
        then,
        then);
  }

  /** Random weights of that architecture. */
  public static Weights weights(Architecture architecture, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> values = new HashMap<>();
    for (TensorShape shape : architecture.tensors()) {
      float[] numbers = new float[shape.elements()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian() * 0.1f;
      }
      values.put(shape.name(), numbers);
    }
    return Weights.of(architecture, values);
  }

  /**
   * A model and what is true of it.
   *
   * @param weights the model
   * @param validation its errors on the validation range
   * @param provenance where it comes from
   */
  public record Model(Weights weights, Evaluation validation, Provenance provenance) {

    /** The same with another origin. */
    public Model from(Provenance other) {
      return new Model(weights, validation, other);
    }

    /** {@code model.safetensors}. */
    public Blob bytes() {
      return Blob.wrap(Safetensors.write(weights));
    }

    /** {@code result.json}. */
    public String json() {
      return jsonClaiming(validation.model().rmse());
    }

    /** {@code result.json} with another validation error than the true one. */
    public String jsonClaiming(double rmse) {
      Map<Metric, Double> figures = new HashMap<>(validation.model().pooled());
      figures.put(Metric.RMSE, rmse);
      Metrics told = new Metrics(figures, validation.model().perLabel());
      Evaluation claim = new Evaluation(validation.samples(), told, validation.baselines());
      ResultFile file =
          new ResultFile.Trained(
              List.copyOf(validation.model().perLabel().keySet()),
              claim,
              100,
              List.of(),
              1,
              2,
              2,
              1.5,
              0,
              List.of(
                  new ResultFile.EpochRecord(1, 0.1, rmse, OptionalDouble.empty()),
                  new ResultFile.EpochRecord(2, 0.1, rmse, OptionalDouble.empty())),
              List.of(),
              provenance);
      return new String(file.toJson(), StandardCharsets.UTF_8);
    }
  }
}
