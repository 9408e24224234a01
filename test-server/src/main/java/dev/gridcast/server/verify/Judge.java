package dev.gridcast.server.verify;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.SafetensorsException;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.ResultFileException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides about one result, on the server's own data. Gives the same answer whenever it is asked;
 * safe for many threads.
 *
 * <p>It finds out what can be found out without training: whether the weights are those of a model
 * of the case, whether the volunteer's figures are theirs, and whether what the result says of its
 * origin fits the case. The figures of the confirmation range, which no volunteer sees, are
 * computed once for each result that passes; nobody is told them unless the result counts.
 */
public final class Judge {

  /**
   * How far a claim may be from what is measured, as a share of what is measured: engines round
   * differently from one processor to the next, liars do not stop at a thousandth.
   */
  static final double CLAIM_TOLERANCE = 1e-3;

  private final TimeSeries series;
  private final OriginCheck origins;

  private Judge(TimeSeries series, OriginCheck origins) {
    this.series = series;
    this.origins = origins;
  }

  /** The judge of an experiment, over its whole table, confirmation rows included. */
  public static Judge of(Experiment experiment) {
    return new Judge(
        experiment.dataset().full(),
        new OriginCheck(
            experiment.dataset().publishedSha256(), experiment.trainerImage().isPresent()));
  }

  /** What this server thinks of a result. Nothing in the result makes it throw. */
  public Judgement judge(StoredResult result) {
    Map<String, String> record = result.testCase().parameters();
    CaseScorer scorer = scorer(parameters(record));
    ResultFile.Trained told;
    try {
      ResultFile file = ResultFile.parse(result.resultJson().getBytes(StandardCharsets.UTF_8));
      if (!(file instanceof ResultFile.Trained trained)) {
        return Judgement.Rejected.unusable("result.json: it tells of no training");
      }
      told = trained;
    } catch (ResultFileException e) {
      return Judgement.Rejected.unusable("result.json: " + e.getMessage());
    }
    Weights weights;
    try {
      weights = Safetensors.read(result.model().toByteArray(), scorer.architecture());
    } catch (SafetensorsException e) {
      return Judgement.Rejected.unusable("model.safetensors: " + e.getMessage());
    }
    String modelSha256 = weights.sha256();
    OriginCheck.Origin origin =
        new OriginCheck.Origin(
            told.provenance(),
            modelSha256,
            Sha256.of(result.model().toByteArray()),
            scorer.architecture());
    Optional<Judgement.Rejected> wrong =
        origins.wrong(origin, parameters(OwnParameters.published(record)));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    try {
      Evaluation validation = scorer.score(weights, Range.VALIDATION);
      Optional<String> untrue = untrue(result, told, validation);
      return untrue.isPresent()
          ? Judgement.Rejected.lie(untrue.get())
          : new Judgement.Scored(
              new Scoring(
                  verification(scorer, weights, validation.model().rmse()),
                  origins.fingerprint(origin)));
    } catch (SampleException e) {
      return Judgement.Rejected.unusable("the model's forecasts: " + e.getMessage());
    }
  }

  /**
   * How many bytes a model file of a case can have at most; a larger one need not be kept.
   *
   * @param parameters of the case, from this server's own record
   */
  public int largestModel(Map<String, String> parameters) {
    return Safetensors.maxBytes(scorer(parameters(parameters)).architecture());
  }

  /**
   * The error of persistence on the confirmation range, in price units. The same for all cases of
   * an experiment, since all are measured on the same rows.
   *
   * @param parameters of any of its cases
   */
  public double persistenceRmse(Map<String, String> parameters) {
    try {
      return scorer(parameters(parameters)).persistence(Range.CONFIRMATION).rmse();
    } catch (SampleException e) {
      throw new IllegalStateException("the experiment has no confirmation range", e);
    }
  }

  /** The case, from the server's own record of it. */
  private static CaseParameters parameters(Map<String, String> record) {
    try {
      return OwnParameters.without(record);
    } catch (ParametersException e) {
      throw unusable(e);
    }
  }

  private CaseScorer scorer(CaseParameters parameters) {
    try {
      return CaseScorer.of(parameters, series);
    } catch (ParametersException | SampleException e) {
      throw unusable(e);
    }
  }

  /** The experiment was checked when it was loaded: a fault of ours, not of a volunteer. */
  private static IllegalStateException unusable(Exception e) {
    return new IllegalStateException("this server's own record of the case is unusable", e);
  }

  /**
   * What is not true of the claimed figures. Those are compared that are continuous: one forecast
   * that rounds to the other side of no move changes the directional accuracy a lot.
   */
  private static Optional<String> untrue(
      StoredResult result, ResultFile.Trained told, Evaluation validation) {
    double claimed = result.claim().validationRmse();
    double measured = validation.model().rmse();
    if (!agree(claimed, measured)) {
      return Optional.of(difference("", claimed, measured));
    }
    OptionalDouble claimedMae = told.validation().model().value(Metric.MAE);
    OptionalDouble measuredMae = validation.model().value(Metric.MAE);
    if (claimedMae.isPresent()
        && measuredMae.isPresent()
        && !agree(claimedMae.getAsDouble(), measuredMae.getAsDouble())) {
      return Optional.of(
          difference(
              "a mean absolute error of ", claimedMae.getAsDouble(), measuredMae.getAsDouble()));
    }
    return Optional.empty();
  }

  private static String difference(String what, double claimed, double measured) {
    return "claimed "
        + what
        + number(claimed)
        + ", measured "
        + number(measured)
        + " on the validation range";
  }

  private static Verification verification(CaseScorer scorer, Weights weights, double measured)
      throws SampleException {
    List<NextCandle> forecast =
        scorer.forecast(weights).stream()
            .map(row -> new NextCandle(row.time(), row.values()))
            .toList();
    return new Verification(measured, scorer.score(weights, Range.CONFIRMATION), forecast);
  }

  private static boolean agree(double claimed, double measured) {
    return Math.abs(claimed - measured) <= CLAIM_TOLERANCE * Math.abs(measured);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
