package dev.gridcast.server.report.sheets;

import dev.gridcast.server.report.CaseTable;
import dev.gridcast.server.report.Contributors;
import dev.gridcast.server.report.Leaderboard;
import dev.gridcast.server.report.Ranked;
import dev.gridcast.server.report.Strangers;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.Volunteer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** What stands below the headers of the small tabs, as of a moment. */
final class TableRows {

  private final Store store;
  private final String version;
  private List<List<Object>> best = List.of();
  private long bestOf = -1;

  /**
   * @param version of this program
   */
  TableRows(Store store, String version) {
    this.store = store;
    this.version = version;
  }

  /**
   * All of them.
   *
   * @param books the spreadsheets that there are, by number
   */
  Map<Tab, List<List<Object>>> now(Layout layout, SortedMap<Long, String> books) {
    Leaderboard leaderboard = Leaderboard.of(store, Tables.LEADERBOARD_ROWS);
    if (bestOf != leaderboard.verified()) {
      best = bestSoFar();
      bestOf = leaderboard.verified();
    }
    Map<Tab, List<List<Object>>> rows = new EnumMap<>(Tab.class);
    rows.put(Tab.LEADERBOARD, leaderboard.top().stream().map(this::place).toList());
    rows.put(Tab.VOLUNTEERS, volunteers());
    rows.put(Tab.EXPERIMENT, experiment(leaderboard, layout, books));
    rows.put(Tab.FORECASTS, forecasts(leaderboard));
    rows.put(Tab.BEST_SO_FAR, best);
    return rows;
  }

  private List<Object> place(Ranked place) {
    List<Object> row = new ArrayList<>();
    row.add(number(place.rank()));
    row.add(number(place.caseIndex()));
    row.add(place.model());
    row.add(number(place.confirmationRmse()));
    row.add(number(place.skill()));
    row.add(number(place.skillError()));
    row.add(number(place.persistenceRmse()));
    row.add(number(place.directionalAccuracy()));
    row.add(number(place.claimedValidationRmse()));
    row.add(number(place.verifiedValidationRmse()));
    row.add(number(place.seconds()));
    row.add(Strangers.inSheet(place.volunteer()));
    row.add(place.confirmation().map(Confirmation::name).orElse(""));
    row.add(place.verifiedAt().toString());
    place.varying().values().forEach(value -> row.add(CaseTable.written(value)));
    return row;
  }

  /** In the order in which they came, so that a row stays where it is. */
  private List<List<Object>> volunteers() {
    return Contributors.of(store).places().stream()
        .sorted(
            Comparator.comparing((Contributors.Place place) -> place.volunteer().firstSeen())
                .thenComparing(place -> place.volunteer().id()))
        .limit(Tables.VOLUNTEER_ROWS)
        .map(TableRows::volunteer)
        .toList();
  }

  private static List<Object> volunteer(Contributors.Place place) {
    Volunteer who = place.volunteer();
    List<Object> row = new ArrayList<>();
    row.add(Strangers.inSheet(who.id()));
    row.add(Strangers.inSheet(who.name()));
    row.add(Strangers.inSheet(who.machine()));
    row.add(place.place() == 0 ? "" : number(place.place()));
    row.add(number(who.record().verified()));
    row.add(number(who.record().agreed()));
    row.add(number(who.record().rejected()));
    row.add(number(who.record().failed()));
    row.add(number(who.record().abandoned()));
    row.add(number(who.record().streak()));
    row.add(number(who.record().reliability()));
    row.add(BigDecimal.valueOf(who.record().computeMillis() / 36_000, 2).stripTrailingZeros());
    row.add(who.vouched() ? "yes" : "no");
    row.add(who.firstSeen().toString());
    row.add(who.lastSeen().toString());
    row.add(who.suspension().map(Suspension::at).map(Instant::toString).orElse(""));
    row.add(who.suspension().map(Suspension::reason).map(Strangers::inSheet).orElse(""));
    return row;
  }

  private List<List<Object>> forecasts(Leaderboard leaderboard) {
    List<List<Object>> rows = new ArrayList<>();
    leaderboard.top().stream()
        .limit(Tables.FORECAST_MODELS)
        .forEach(
            place -> {
              for (NextCandle candle : place.forecast()) {
                List<Object> row = new ArrayList<>();
                row.add(number(place.rank()));
                row.add(number(place.caseIndex()));
                row.add(place.model());
                row.add(Strangers.inSheet(place.volunteer()));
                row.add(number(place.confirmationRmse()));
                row.add(number(place.skill()));
                row.add(candle.time().toString());
                for (String label : store.experiment().labels()) {
                  Double value = candle.values().get(label);
                  row.add(value == null ? "" : number(value));
                }
                rows.add(row);
              }
            });
    return rows.subList(0, Math.min(rows.size(), Tables.FORECAST_ROWS));
  }

  private List<List<Object>> experiment(
      Leaderboard leaderboard, Layout layout, SortedMap<Long, String> books) {
    ExperimentRecord experiment = store.experiment();
    Facts facts = new Facts();
    facts.add("experiment", experiment.name(), "");
    facts.add("dataset_sha256", experiment.datasetSha256(), "of the canonical bytes of the table");
    facts.add("space_sha256", experiment.spaceHash(), "the same cases have the same hash");
    facts.add("gridcast", version, "the server's version");
    store
        .read(reader -> reader.attempt(1L))
        .map(Attempt::leasedAt)
        .ifPresent(at -> facts.add("started", at.toString(), "when the first case was leased"));
    facts.add("labels", String.join(", ", experiment.labels()), "what is forecast");
    facts.add("cases", number(experiment.totalCases()), "");
    Map<CaseState, Long> counts = store.read(reader -> reader.rowCounts());
    for (CaseState state : CaseState.values()) {
      facts.add(
          "cases_" + state.name().toLowerCase(Locale.ROOT),
          number(counts.getOrDefault(state, 0L)),
          "");
    }
    facts.add(
        "cases_never_leased",
        number(experiment.totalCases() - counts.values().stream().mapToLong(Long::longValue).sum()),
        "");
    leaderboard.top().stream()
        .findFirst()
        .ifPresent(
            first ->
                facts.add(
                    "best_rmse",
                    number(first.confirmationRmse()),
                    "case "
                        + first.caseIndex()
                        + "; persistence reaches "
                        + number(first.persistenceRmse()).toPlainString()));
    books.forEach(
        (number, id) ->
            facts.add(
                "spreadsheet_" + (number + 1),
                SheetsTarget.address(id),
                "cases from "
                    + layout.first(number)
                    + " to "
                    + Math.min(layout.last(number), experiment.totalCases() - 1)));
    PublicText.of(experiment.specification()).forEach(line -> facts.add("specification", line, ""));
    return facts.rows();
  }

  /** Lines of the tab that describes the experiment. */
  private static final class Facts {

    private final List<List<Object>> rows = new ArrayList<>();

    void add(String what, Object value, String note) {
      if (rows.size() < Tables.EXPERIMENT_ROWS) {
        rows.add(List.of(what, value, note));
      }
    }

    List<List<Object>> rows() {
      return rows;
    }
  }

  /** A point of the curve. */
  private record Point(Instant at, double rmse, double persistence, long index) {}

  private static final Point NOWHERE = new Point(Instant.MIN, 0, 0, 0);

  /** Where the best error got lower, and how it stands after the last result. */
  private List<List<Object>> bestSoFar() {
    List<Point> points = new ArrayList<>();
    store.<Boolean>read(
        reader -> {
          reader.forEachBest(report -> point(report, points));
          return true;
        });
    points.sort(Comparator.comparing(Point::at).thenComparing(Point::index));
    List<List<Object>> rows = new ArrayList<>();
    Point best = points.isEmpty() ? NOWHERE : points.get(0);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      boolean better = i == 0 || point.rmse() < best.rmse();
      best = better ? point : best;
      if (better || i == points.size() - 1) {
        rows.add(
            List.of(
                point.at().toString(),
                number(best.rmse()),
                number(point.persistence()),
                number(i + 1L),
                number(best.index())));
      }
    }
    return rows.subList(Math.max(0, rows.size() - Tables.BEST_ROWS), rows.size());
  }

  private static void point(CaseReport report, List<Point> points) {
    Verification found = report.verification();
    Instant at = report.judgedAt();
    if (found != null && at != null) {
      points.add(new Point(at, found.rmse(), found.persistenceRmse(), report.testCase().index()));
    }
  }

  private static Object number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  private static BigDecimal number(long value) {
    return BigDecimal.valueOf(value);
  }

  /** The shortest that reads back as the same double, the same on every Java. */
  private static BigDecimal number(double value) {
    return CaseTable.number(value);
  }
}
