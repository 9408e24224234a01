package dev.gridcast.server.report;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of the CSV report.
 *
 * @param name its header
 * @param kind what its fields are, for those who write more than text
 * @param text its field in a row; empty when not known
 */
record Column(String name, Kind kind, Function<CaseReport, String> text) {

  /** What the fields of a column are. */
  enum Kind {
    TEXT,
    /** Dot decimals, no grouping, no exponent. */
    NUMBER,
    /** ISO-8601 in UTC. */
    TIME,
    /** A parameter of the case: a number if it reads like one, else a word. */
    WRITTEN
  }

  /** A text. */
  private Column(String name, Function<CaseReport, String> text) {
    this(name, Kind.TEXT, text);
  }

  private static Column number(String name, Function<CaseReport, String> text) {
    return new Column(name, Kind.NUMBER, text);
  }

  private static Column time(String name, Function<CaseReport, String> text) {
    return new Column(name, Kind.TIME, text);
  }

  /**
   * All columns of an experiment's report, in order. New ones may only be added at the end.
   *
   * @param floor what the baselines reach, as of the report's moment
   */
  static List<Column> of(ExperimentRecord experiment, Floor floor) {
    List<Column> columns = new ArrayList<>();
    aboutTheCase(columns);
    claimed(columns);
    found(columns);
    for (String label : experiment.labels()) {
      perLabel(columns, label);
    }
    columns.add(ofForecast("forecast_time", Kind.TIME, next -> next.time().toString()));
    for (String label : experiment.labels()) {
      columns.add(
          ofForecast("forecast." + label, Kind.NUMBER, next -> number(next.values().get(label))));
    }
    for (String name : experiment.parameters()) {
      columns.add(
          new Column(
              "param." + name,
              Kind.WRITTEN,
              report -> report.testCase().parameters().getOrDefault(name, "")));
    }
    moreFigures(columns, experiment.labels());
    baselines(columns, floor);
    trust(columns);
    return List.copyOf(columns);
  }

  /** The figures that came with more metrics than errors and directions. */
  private static void moreFigures(List<Column> columns, List<String> labels) {
    for (Metric metric : List.of(Metric.MAE, Metric.MAPE, Metric.SMAPE, Metric.MASE, Metric.R2)) {
      columns.add(
          ofFound(
              "confirmation_" + name(metric),
              found -> number(found.confirmation().model().value(metric))));
    }
    for (String label : labels) {
      for (Metric metric :
          List.of(Metric.SMAPE, Metric.MASE, Metric.R2, Metric.DIRECTIONAL_ACCURACY)) {
        columns.add(
            ofLabel(
                name(metric) + "." + label,
                label,
                Evaluation::model,
                errors -> errors.value(metric)));
      }
    }
  }

  private static String name(Metric metric) {
    return metric.name().toLowerCase(Locale.ROOT);
  }

  /** Persistence has its columns among the first. */
  private static void baselines(List<Column> columns, Floor floor) {
    for (Baseline baseline : List.of(Baseline.SEASONAL_NAIVE, Baseline.LINEAR)) {
      String name = baseline.name().toLowerCase(Locale.ROOT);
      columns.add(ofFound(name + "_rmse", found -> number(floor.rmse(baseline))));
      columns.add(ofFound("skill_" + name, found -> number(floor.skill(found.rmse(), baseline))));
    }
    columns.add(
        new Column(
            "baseline",
            row ->
                Floor.isBaseline(row.testCase().parameters().getOrDefault("model", ""))
                    ? "yes"
                    : "no"));
  }

  /** How far a result is to be believed, and what became of every attempt at its case. */
  private static void trust(List<Column> columns) {
    columns.add(
        new Column(
            "confirmation",
            row -> {
              Confirmation confirmation = row.confirmation();
              return confirmation == null ? "" : confirmation.name();
            }));
    columns.add(
        number(
            "witnesses",
            row -> row.confirmation() == null ? "" : Integer.toString(row.witnesses())));
    columns.add(ofFound("skill_error", found -> number(found.skillError())));
    columns.add(
        number("abandoned_attempts", row -> Integer.toString(row.testCase().abandonedAttempts())));
    for (AttemptOutcome outcome : AttemptOutcome.values()) {
      columns.add(
          number(
              "attempts_" + outcome.name().toLowerCase(Locale.ROOT),
              row -> Integer.toString(row.attempts(outcome))));
    }
  }

  private static void aboutTheCase(List<Column> columns) {
    columns.add(number("case_index", row -> Long.toString(row.testCase().index())));
    columns.add(new Column("case_id", row -> row.testCase().caseId()));
    columns.add(new Column("state", row -> row.testCase().state().name()));
    columns.add(new Column("volunteer", row -> Strangers.inSheet(row.volunteerName())));
    columns.add(new Column("volunteer_id", row -> Strangers.inSheet(row.attempt().volunteer())));
    columns.add(number("attempts", row -> Integer.toString(row.attempts())));
    columns.add(
        number("failed_attempts", row -> Integer.toString(row.testCase().failedAttempts())));
    columns.add(new Column("outcome", row -> row.attempt().outcome().name()));
    columns.add(new Column("reason", row -> Strangers.inSheet(row.attempt().reason())));
    columns.add(time("leased_at", row -> row.attempt().leasedAt().toString()));
    columns.add(time("finished_at", row -> time(finishedAt(row))));
    columns.add(time("judged_at", row -> time(row.judgedAt())));
  }

  private static void claimed(List<Column> columns) {
    columns.add(ofClaim("seconds", Kind.NUMBER, claim -> Decimal.exact(claim.seconds())));
    columns.add(ofClaim("epochs", Kind.NUMBER, claim -> Integer.toString(claim.epochs())));
    columns.add(ofClaim("best_epoch", Kind.NUMBER, claim -> Integer.toString(claim.bestEpoch())));
    columns.add(ofClaim("engine", Kind.TEXT, claim -> Strangers.inSheet(claim.engine())));
    columns.add(
        ofClaim(
            "claimed_validation_rmse",
            Kind.NUMBER,
            claim -> Decimal.exact(claim.validationRmse())));
  }

  private static void found(List<Column> columns) {
    columns.add(
        ofFound("verified_validation_rmse", found -> Decimal.exact(found.validationRmse())));
    columns.add(
        ofFound("confirmation_samples", found -> Integer.toString(found.confirmation().samples())));
    columns.add(ofFound("confirmation_rmse", found -> Decimal.exact(found.rmse())));
    columns.add(ofFound("persistence_rmse", found -> Decimal.exact(found.persistenceRmse())));
    columns.add(ofFound("skill", found -> number(found.skill())));
    columns.add(
        ofFound(
            "directional_accuracy",
            found -> number(found.confirmation().model().directionalAccuracy())));
    columns.add(
        ofFound(
            "persistence_directional_accuracy",
            found -> number(found.confirmation().persistence().directionalAccuracy())));
  }

  private static void perLabel(List<Column> columns, String label) {
    columns.add(
        ofLabel(
            "rmse." + label, label, Evaluation::model, errors -> OptionalDouble.of(errors.rmse())));
    columns.add(
        ofLabel(
            "mae." + label, label, Evaluation::model, errors -> OptionalDouble.of(errors.mae())));
    columns.add(ofLabel("mape." + label, label, Evaluation::model, LabelMetrics::mape));
    columns.add(
        ofLabel(
            "persistence_rmse." + label,
            label,
            Evaluation::persistence,
            errors -> OptionalDouble.of(errors.rmse())));
  }

  private static Column ofLabel(
      String name,
      String label,
      Function<Evaluation, Metrics> whose,
      Function<LabelMetrics, OptionalDouble> figure) {
    return ofFound(
        name,
        found -> {
          LabelMetrics errors = whose.apply(found.confirmation()).perLabel().get(label);
          return errors == null ? "" : number(figure.apply(errors));
        });
  }

  private static Column ofClaim(String name, Kind kind, Function<Claim, String> text) {
    return new Column(
        name,
        kind,
        row -> {
          Claim claim = row.claim();
          return claim == null ? "" : text.apply(claim);
        });
  }

  private static Column ofFound(String name, Function<Verification, String> text) {
    return ofFound(name, Kind.NUMBER, text);
  }

  private static Column ofFound(String name, Kind kind, Function<Verification, String> text) {
    return new Column(
        name,
        kind,
        row -> {
          Verification found = row.verification();
          return found == null ? "" : text.apply(found);
        });
  }

  private static Column ofForecast(String name, Kind kind, Function<NextCandle, String> text) {
    return ofFound(
        name, kind, found -> found.forecast().isEmpty() ? "" : text.apply(found.forecast().get(0)));
  }

  private static @Nullable Instant finishedAt(CaseReport row) {
    Instant reportedAt = row.reportedAt();
    return reportedAt == null ? row.attempt().endedAt() : reportedAt;
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : Decimal.exact(value);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Decimal.exact(value.getAsDouble()) : "";
  }
}
