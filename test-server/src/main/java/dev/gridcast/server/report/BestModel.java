package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the best verified model is worth, in words and label by label, and what it says of the row
 * after the last one: the answer that the whole search was for.
 */
public final class BestModel {

  private final CaseReport report;
  private final Verification found;
  private final Floor floor;
  private final Optional<CaseReport> bestNetwork;
  private final Optional<Luck> luck;
  private final int decimals;

  private BestModel(
      CaseReport report,
      Verification found,
      Floor floor,
      Optional<CaseReport> bestNetwork,
      Optional<Luck> luck) {
    this.report = report;
    this.found = found;
    this.floor = floor;
    this.bestNetwork = bestNetwork;
    this.luck = luck;
    this.decimals = Decimal.decimalsFor(Math.max(found.rmse(), found.persistenceRmse()));
  }

  /** Describes the first of the leaderboard, each line ending in a line feed; empty without one. */
  public static String describe(Store store) {
    return store.read(
        reader -> {
          for (CaseReport report : reader.best(1)) {
            Verification found = report.verification();
            if (found != null) {
              Optional<CaseReport> network = Networks.best(reader);
              return new BestModel(report, found, Floor.of(reader), network, Luck.of(reader))
                  .describe();
            }
          }
          return "";
        });
  }

  private String describe() {
    return verdict() + "\n" + labels() + forecast();
  }

  private String verdict() {
    String where = String.format(Locale.ROOT, " on the %,d confirmation rows", samples());
    if (Networks.isBaseline(report)) {
      return baselineWins(where);
    }
    String winner = "case " + report.testCase().index();
    double model = found.rmse();
    double persistence = found.persistenceRmse();
    if (model >= persistence) {
      return "no model beats persistence (next = last)"
          + where
          + "; "
          + winner
          + " comes closest"
          + (model == persistence ? ", as good" : ", its error is " + margin("higher"));
    }
    List<Baseline> unbeaten = floor.unbeatenBy(model);
    return winner
        + " beats persistence (next = last): its error is "
        + margin("lower")
        + where
        + (unbeaten.isEmpty()
            ? overStrongest(model)
            : "; but it does not beat the baseline "
                + unbeaten.stream().map(Baseline::key).collect(Collectors.joining(" nor ")))
        + luck();
  }

  /** That it is ahead is no discovery where the best of so many had to be ahead. */
  private String luck() {
    return luck.map(
            found ->
                switch (found.finding()) {
                  case NOT_MORE_THAN_LUCK ->
                      "; the best of "
                          + String.format(Locale.ROOT, "%,d", found.compared())
                          + " would be that good by luck alone";
                  case PERHAPS_MORE_THAN_LUCK -> "; it may be luck";
                  case MORE_THAN_LUCK, UNKNOWN -> "";
                })
        .orElse("");
  }

  /**
   * Persistence is easily beaten; what a network is worth is what it gains on the best baseline.
   */
  private String overStrongest(double model) {
    Baseline strongest = floor.strongest().orElse(Baseline.PERSISTENCE);
    OptionalDouble gain = floor.skill(model, strongest);
    return strongest == Baseline.PERSISTENCE || gain.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            ", and %.2f %% lower than that of the best baseline, %s",
            gain.getAsDouble() * 100,
            strongest.key());
  }

  /** The honest floor is the ceiling, too: nothing that was trained is worth its electricity. */
  private String baselineWins(String where) {
    String text =
        "the baseline "
            + Networks.model(report)
            + " (case "
            + report.testCase().index()
            + ") wins"
            + where
            + (found.rmse() < found.persistenceRmse()
                ? ", its error is " + margin("lower") + " than that of persistence (next = last)"
                : "");
    Verification network = bestNetwork.map(CaseReport::verification).orElse(null);
    if (bestNetwork.isEmpty() || network == null) {
      return text;
    }
    double more = found.rmse() > 0 ? network.rmse() / found.rmse() - 1 : 0;
    return text
        + "; the best network is case "
        + bestNetwork.get().testCase().index()
        + (more > 0 ? String.format(Locale.ROOT, ", its error is %.2f %% higher", more * 100) : "");
  }

  private int samples() {
    return found.confirmation().samples();
  }

  /** By how much the errors differ; without a percentage where persistence makes no error. */
  private String margin(String word) {
    OptionalDouble skill = found.skill();
    return skill.isEmpty()
        ? word
        : String.format(Locale.ROOT, "%.2f %% %s", Math.abs(skill.getAsDouble()) * 100, word);
  }

  private String labels() {
    List<TableColumn> columns = new ArrayList<>();
    Map<String, LabelMetrics> model = found.confirmation().model().perLabel();
    Map<String, LabelMetrics> persistence = found.confirmation().persistence().perLabel();
    List<String> names = List.copyOf(model.keySet());
    columns.add(
        new TableColumn(
            List.of("  label"), names.stream().map(name -> "  " + name).toList(), false, null));
    columns.add(column("RMSE", names, model, errors -> price(errors.rmse())));
    columns.add(column("persistence", names, persistence, errors -> price(errors.rmse())));
    columns.add(column("MAE", names, model, errors -> price(errors.mae())));
    columns.add(column("MAPE", names, model, errors -> percent(errors.mape())));
    return new TextTable(columns, false).render();
  }

  /** The next row; the others of a longer horizon are in the JSON. */
  private String forecast() {
    if (found.forecast().isEmpty()) {
      return "";
    }
    NextCandle next = found.forecast().get(0);
    int more = found.forecast().size() - 1;
    return "its forecast for "
        + next.time()
        + ": "
        + next.values().entrySet().stream()
            .map(value -> value.getKey() + " " + price(value.getValue()))
            .collect(Collectors.joining(", "))
        + (more == 0 ? "" : "; " + more + (more == 1 ? " more row" : " more rows") + " in the JSON")
        + "\n";
  }

  private static TableColumn column(
      String header,
      List<String> labels,
      Map<String, LabelMetrics> scores,
      Function<LabelMetrics, String> figure) {
    List<String> cells = new ArrayList<>();
    for (String label : labels) {
      LabelMetrics errors = scores.get(label);
      cells.add(errors == null ? "-" : figure.apply(errors));
    }
    return new TableColumn(List.of(header), cells, true, null);
  }

  private String price(double value) {
    return Decimal.rounded(value, decimals);
  }

  private static String percent(OptionalDouble value) {
    return value.isPresent() ? Decimal.rounded(value.getAsDouble(), 2) + " %" : "-";
  }
}
