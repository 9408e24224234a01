package dev.gridcast.client.cli;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.work.Ending;
import dev.gridcast.client.work.Summary;
import dev.gridcast.client.work.VolunteerRecord;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The words on the screen; pure, so that they can be tested. */
final class ScreenText {

  private static final int BAR = 10;
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private ScreenText() {}

  static String caseName(Assignment assignment) {
    return "case " + assignment.caseIndex() + " of " + assignment.totalCases();
  }

  /** One line for a case in training, as a rule of less than 80 characters. */
  static String progress(Assignment assignment, EpochProgress p) {
    int done = (int) ((long) BAR * p.epoch() / p.epochs());
    double left = p.seconds() / p.epoch() * (p.epochs() - p.epoch());
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d/%d  RMSE %s, persistence %s  %s left",
        caseName(assignment),
        "#".repeat(done),
        "-".repeat(BAR - done),
        p.epoch(),
        p.epochs(),
        number(p.validationRmse()),
        number(p.persistenceRmse()),
        duration(left));
  }

  static String verdict(Verdict verdict) {
    long number = verdict.caseIndex();
    String why = verdict.reason().isEmpty() ? "" : ": " + verdict.reason();
    return switch (verdict.kind()) {
      case COUNTS, CONFIRMS -> verified(verdict);
      case WAITS ->
          "case " + number + " checked; it waits for a second training by somebody else" + why;
      case UNDECIDED -> "case " + number + " checked, but not counted" + why;
      case CLAIMED -> "case " + number + " is kept as a claim" + why;
      case REJECTED -> "case " + number + " was not verified" + why;
      case UNKNOWN -> "case " + number + ": the server says what this release does not know" + why;
    };
  }

  private static String verified(Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "case %d %s: RMSE %s (persistence %s, skill %s), rank %d of %d",
        verdict.caseIndex(),
        verdict.kind() == Verdict.Kind.CONFIRMS
            ? "verified, and confirms somebody else's result"
            : "verified",
        number(verdict.rmse()),
        number(verdict.persistenceRmse()),
        verdict.persistenceRmse() > 0
            ? percent(1 - verdict.rmse() / verdict.persistenceRmse())
            : "unknown",
        verdict.rank(),
        verdict.ranked());
  }

  /** What is forecast, once for all that share it, and under it a line for each forecast. */
  static List<String> forecasts(List<Forecast> best) {
    List<String> lines = new ArrayList<>();
    String above = "";
    for (int i = 0; i < best.size(); i++) {
      Forecast f = best.get(i);
      String candle = "  " + f.asset() + " " + f.timeframe() + " from " + f.time() + ":";
      if (!candle.equals(above)) {
        lines.add(candle);
        above = candle;
      }
      lines.add(forecast(i + 1, f));
    }
    return lines;
  }

  private static String forecast(int place, Forecast f) {
    String values =
        f.values().entrySet().stream()
            .map(e -> e.getKey() + " " + number(e.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "  %d. %s (skill %s, case %d by %s)",
        place,
        values,
        percent(f.skill()),
        f.caseIndex(),
        f.volunteer());
  }

  /**
   * The last words.
   *
   * @param tally the volunteer's record with this experiment, over all runs
   */
  static List<String> summary(Ending ending, Summary summary, VolunteerRecord.Tally tally) {
    List<String> lines = new ArrayList<>();
    lines.add("The client has ended: " + ending.reason() + ".");
    lines.add(
        String.format(
            Locale.ROOT,
            "Cases: %d trained, %d verified%s%s%s%s%s%s%s%s.",
            summary.trainedCases(),
            summary.verifiedCases(),
            some(summary.unjudgedCases(), "not judged yet"),
            some(summary.waitingCases(), "waiting for a second training"),
            some(summary.uncountedCases(), "kept, not counted"),
            some(summary.rejectedCases(), "not verified"),
            some(summary.failedCases(), "failed"),
            some(summary.givenBackCases(), "given back"),
            some(summary.droppedCases(), "dropped"),
            summary.bestRank() > 0 ? "; best rank " + summary.bestRank() : ""));
    if (tally.verified() > 0) {
      lines.add(
          "Your credit with this experiment: "
              + duration(tally.creditSeconds())
              + " of training in "
              + tally.verified()
              + (tally.verified() == 1 ? " verified case." : " verified cases."));
    }
    OptionalDouble median = summary.medianHandOverMillis();
    if (median.isPresent()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "From a result's acceptance to the next trainer: %.1f ms (median).",
              median.getAsDouble()));
    }
    return lines;
  }

  private static String some(int count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }

  /** Six significant digits, never in exponents: prices may be tiny or huge. */
  static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  static String percent(double share) {
    // Far from persistence nobody asks for hundredths.
    return String.format(Locale.ROOT, Math.abs(share) < 1 ? "%+.2f %%" : "%+.0f %%", share * 100);
  }

  static String duration(double seconds) {
    long whole = Math.round(Math.min(seconds, 1e9));
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
            : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
  }
}
