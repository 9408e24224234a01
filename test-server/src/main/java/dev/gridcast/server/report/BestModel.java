package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.LabelScore;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final int decimals;

  private BestModel(CaseReport report, Verification found) {
    this.report = report;
    this.found = found;
    this.decimals =
        Decimal.decimalsFor(Math.max(found.confirmation().rmse(), found.persistence().rmse()));
  }

  /** Describes the first of the leaderboard, each line ending in a line feed; empty without one. */
  public static String describe(Store store) {
    return store.read(reader -> reader.best(1)).stream()
        .map(
            report -> {
              Verification found = report.verification();
              return found == null ? "" : new BestModel(report, found).describe();
            })
        .collect(Collectors.joining());
  }

  private String describe() {
    return verdict() + "\n" + labels() + forecast();
  }

  private String verdict() {
    String winner = "case " + report.testCase().index();
    double model = found.confirmation().rmse();
    double persistence = found.persistence().rmse();
    String where = String.format(Locale.ROOT, " on the %,d confirmation rows", found.samples());
    if (model < persistence) {
      return winner + " beats persistence (next = last): its error is " + margin("lower") + where;
    }
    return "no model beats persistence (next = last)"
        + where
        + "; "
        + winner
        + " comes closest"
        + (model == persistence ? ", as good" : ", its error is " + margin("higher"));
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
    List<String> names = List.copyOf(found.confirmation().perLabel().keySet());
    columns.add(
        new TableColumn(
            List.of("  label"), names.stream().map(name -> "  " + name).toList(), false, null));
    Map<String, LabelScore> model = found.confirmation().perLabel();
    columns.add(column("RMSE", names, model, score -> price(score.rmse())));
    columns.add(
        column("persistence", names, found.persistence().perLabel(), score -> price(score.rmse())));
    columns.add(column("MAE", names, model, score -> price(score.mae())));
    columns.add(column("MAPE", names, model, score -> percent(score.mape())));
    return new TextTable(columns, false).render();
  }

  private String forecast() {
    if (found.forecast().values().isEmpty()) {
      return "";
    }
    return "its forecast for "
        + found.forecast().time()
        + ": "
        + found.forecast().values().entrySet().stream()
            .map(value -> value.getKey() + " " + price(value.getValue()))
            .collect(Collectors.joining(", "))
        + "\n";
  }

  private static TableColumn column(
      String header,
      List<String> labels,
      Map<String, LabelScore> scores,
      Function<LabelScore, String> figure) {
    List<String> cells = new ArrayList<>();
    for (String label : labels) {
      LabelScore score = scores.get(label);
      cells.add(score == null ? "-" : figure.apply(score));
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
