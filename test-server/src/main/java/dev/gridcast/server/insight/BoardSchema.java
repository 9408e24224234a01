package dev.gridcast.server.insight;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.work.SearchParameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The columns of an experiment's results, and what a report has to say in each. */
final class BoardSchema {

  /** The place on the leaderboard, which no report knows by itself. */
  static final String RANK = "rank";

  static final String CASE = "case";
  static final String RMSE = "rmse";
  static final String VERIFIED_AT = "verifiedAt";
  static final String VOLUNTEER = "volunteer";
  static final String MODEL = "model";

  private static final String LOWER = "lower";
  private static final String HIGHER = "higher";
  private static final String PRICE = "price";

  /** A column of figures. */
  record Figure(ColumnSpec spec, ToDoubleFunction<CaseReport> value) {}

  /** A column of texts: a text and whom or what it stands for, which mostly is itself. */
  record Word(ColumnSpec spec, Function<CaseReport, String> value) {}

  private final List<String> keys = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();

  BoardSchema(ExperimentRecord experiment) {
    keys.add(RANK);
    figure(
        CASE,
        "Case",
        ColumnType.INTEGER,
        "",
        "number of the test case",
        "",
        report -> report.testCase().index());
    word(MODEL, "Model", ColumnType.CATEGORY, "kind of forecaster", parameter("model"));
    measured();
    claimed();
    people();
    for (String name : experiment.parameters()) {
      keys.add(ColumnInfo.PARAMETER + name);
      words.add(
          new Word(
              new ColumnSpec(
                  ColumnInfo.PARAMETER + name,
                  name,
                  promised(name),
                  "",
                  "parameter of the case",
                  "",
                  experiment.varying().contains(name),
                  true),
              parameter(name)));
    }
  }

  private void measured() {
    found(
        RMSE,
        "RMSE",
        PRICE,
        "error on the confirmation range, measured by the server: what is ranked",
        LOWER,
        found -> OptionalDouble.of(found.rmse()));
    found(
        "skill",
        "Skill",
        "share",
        "1 - RMSE / RMSE of persistence (next = last); below 0 is worse than that",
        HIGHER,
        Verification::skill);
    found(
        "skillError",
        "Skill ±",
        "share",
        "standard error of the skill",
        LOWER,
        Verification::skillError);
    found(
        "mae",
        "MAE",
        PRICE,
        "mean absolute error on the confirmation range",
        LOWER,
        found -> found.confirmation().model().value(Metric.MAE));
    found(
        "directionalAccuracy",
        "Direction",
        "share",
        "share of moves whose direction was right, on the confirmation range",
        HIGHER,
        found -> found.confirmation().model().directionalAccuracy());
    found(
        "validationRmse",
        "Validation RMSE",
        PRICE,
        "error on the validation range, measured by the server",
        LOWER,
        found -> OptionalDouble.of(found.validationRmse()));
  }

  private void claimed() {
    figure(
        "claimedRmse",
        "Claimed RMSE",
        ColumnType.NUMBER,
        PRICE,
        "error on the validation range, as claimed",
        LOWER,
        ofClaim(Claim::validationRmse));
    figure(
        "seconds",
        "Seconds",
        ColumnType.NUMBER,
        "s",
        "how long the training took, as claimed",
        LOWER,
        ofClaim(Claim::seconds));
    count("epochs", "Epochs", "epochs that were trained", Claim::epochs);
    count("bestEpoch", "Best epoch", "the epoch that was kept", Claim::bestEpoch);
    word(
        "engine",
        "Engine",
        ColumnType.CATEGORY,
        "what trained it, as claimed",
        report -> {
          Claim claim = report.claim();
          return claim == null ? "" : claim.engine();
        });
  }

  private void people() {
    word(
        VOLUNTEER,
        "Volunteer",
        ColumnType.TEXT,
        "who trained it",
        report -> report.attempt().volunteer());
    word(
        "confirmation",
        "Ground",
        ColumnType.CATEGORY,
        "on what ground the result counts",
        report -> {
          Confirmation ground = report.confirmation();
          return ground == null ? "" : ground.name();
        });
    figure(
        "witnesses",
        "Witnesses",
        ColumnType.INTEGER,
        "",
        "other trainings that came to the same",
        "",
        CaseReport::witnesses);
    figure(
        "attempts",
        "Attempts",
        ColumnType.INTEGER,
        "",
        "how often the case was handed out",
        "",
        CaseReport::attempts);
    time("reportedAt", "Reported", "when the result came", CaseReport::reportedAt);
    time(VERIFIED_AT, "Verified", "when the result was verified", CaseReport::judgedAt);
  }

  private static Function<CaseReport, String> parameter(String name) {
    return report -> report.testCase().parameters().getOrDefault(name, "");
  }

  /** What the values of a parameter will be, before there is one. */
  private static ColumnType promised(String name) {
    Optional<SearchParameter> known = SearchParameter.of(name);
    if (known.isEmpty() || !known.get().number()) {
      return ColumnType.CATEGORY;
    }
    return known.get().whole() ? ColumnType.INTEGER : ColumnType.NUMBER;
  }

  private void figure(
      String key,
      String title,
      ColumnType type,
      String unit,
      String description,
      String better,
      ToDoubleFunction<CaseReport> value) {
    keys.add(key);
    figures.add(
        new Figure(
            new ColumnSpec(key, title, type, unit, description, better, false, false), value));
  }

  private void found(
      String key,
      String title,
      String unit,
      String description,
      String better,
      Function<Verification, OptionalDouble> value) {
    figure(
        key,
        title,
        ColumnType.NUMBER,
        unit,
        description,
        better,
        report -> {
          Verification found = report.verification();
          return found == null ? Double.NaN : value.apply(found).orElse(Double.NaN);
        });
  }

  private void count(String key, String title, String description, ToDoubleFunction<Claim> value) {
    figure(key, title, ColumnType.INTEGER, "", description, "", ofClaim(value));
  }

  private static ToDoubleFunction<CaseReport> ofClaim(ToDoubleFunction<Claim> value) {
    return report -> {
      Claim claim = report.claim();
      return claim == null ? Double.NaN : value.applyAsDouble(claim);
    };
  }

  private void time(
      String key, String title, String description, Function<CaseReport, @Nullable Instant> value) {
    figure(
        key,
        title,
        ColumnType.TIME,
        "",
        description,
        "",
        report -> {
          Instant time = value.apply(report);
          return time == null ? Double.NaN : time.toEpochMilli();
        });
  }

  private void word(
      String key,
      String title,
      ColumnType type,
      String description,
      Function<CaseReport, String> value) {
    keys.add(key);
    words.add(new Word(new ColumnSpec(key, title, type, "", description, "", false, false), value));
  }

  /** All keys in the order in which people see the columns. */
  List<String> keys() {
    return keys;
  }

  List<Figure> figures() {
    return figures;
  }

  List<Word> words() {
    return words;
  }

  static ColumnSpec rank() {
    return new ColumnSpec(
        RANK, "Rank", ColumnType.INTEGER, "", "place on the leaderboard", LOWER, false, false);
  }
}
