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
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.ParametersException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    CaseScorer scorer = scorer(result.testCase().parameters());
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
    return Safetensors.maxBytes(scorer(parameters).architecture());
  }

  /**
   * The error of persistence on the confirmation range, in price units. The same for all cases of
   * an experiment, since all are measured on the same rows.
   *
   * @param parameters of any of its cases
   */
  public double persistenceRmse(Map<String, String> parameters) {
    try {
      return scorer(parameters).persistence(Range.CONFIRMATION).rmse();
    } catch (SampleException e) {
      throw new IllegalStateException("the experiment has no confirmation range", e);
    }
  }

  /** The judge of one case, from the server's own record of it. */
  private CaseScorer scorer(Map<String, String> parameters) {
    try {
      return CaseScorer.of(OwnParameters.without(parameters), series);
    } catch (ParametersException | SampleException e) {
      // The experiment was checked when it was loaded: that is a fault of ours, not of a volunteer.
      throw new IllegalStateException("this server's own record of the case is unusable", e);
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
