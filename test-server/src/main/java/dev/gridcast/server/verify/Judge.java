package dev.gridcast.server.verify;

import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.SafetensorsException;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.ResultFileException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about one result, on the server's own data. Gives the same answer whenever it is asked;
 * safe for many threads.
 */
public final class Judge {

  /**
   * How far a claim may be from what is measured, as a share of what is measured: engines round
   * differently from one processor to the next, liars do not stop at a thousandth.
   */
  static final double CLAIM_TOLERANCE = 1e-3;

  private static final int LONGEST_ENGINE = 40;

  private final TimeSeries series;

  /**
   * A judge over that table.
   *
   * @param series the whole table, confirmation rows included
   */
  public Judge(TimeSeries series) {
    this.series = series;
  }

  /** What this server thinks of a result. Nothing in the result makes it throw. */
  public Judgement judge(StoredResult result) {
    CaseParameters parameters = parameters(result.testCase().parameters());
    Optional<String> stranger = strangeEngine(parameters.engine(), result.resultJson());
    if (stranger.isPresent()) {
      return rejected("result.json: " + stranger.get());
    }
    CaseScorer scorer = scorer(parameters);
    Weights weights;
    try {
      weights = Safetensors.read(result.model().toByteArray(), scorer.architecture());
    } catch (SafetensorsException e) {
      return rejected("model.safetensors: " + e.getMessage());
    }
    try {
      Evaluation validation = scorer.score(weights, Range.VALIDATION);
      double claimed = result.claim().validationRmse();
      double measured = validation.model().rmse();
      if (!agree(claimed, measured)) {
        return rejected(
            "claimed "
                + number(claimed)
                + ", measured "
                + number(measured)
                + " on the validation range");
      }
      return new Judgement.Verified(verification(scorer, weights, measured));
    } catch (SampleException e) {
      return rejected("the model's forecasts: " + e.getMessage());
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
   * What is wrong with the engine that trained: a case that names one must have been trained by it.
   * A volunteer could lie about that, but a client that does not follow the experiment is found
   * out.
   */
  private static Optional<String> strangeEngine(EngineChoice wanted, String resultJson) {
    if (wanted == EngineChoice.AUTO) {
      return Optional.empty();
    }
    try {
      ResultFile file = ResultFile.parse(resultJson.getBytes(StandardCharsets.UTF_8));
      if (!(file instanceof ResultFile.Trained trained)) {
        return Optional.of("it tells of no training");
      }
      String engine = trained.provenance().engine();
      return engine.equals(wanted.key())
          ? Optional.empty()
          : Optional.of(
              "trained by "
                  + engine
                      .replaceAll("[^A-Za-z0-9._-]", "?")
                      .substring(0, Math.min(engine.length(), LONGEST_ENGINE))
                  + ", the case asks for "
                  + wanted.key());
    } catch (ResultFileException e) {
      return Optional.ofNullable(e.getMessage());
    }
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

  private static Judgement rejected(String reason) {
    return new Judgement.Rejected(reason);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
