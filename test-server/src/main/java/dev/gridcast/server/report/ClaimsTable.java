package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The results that came without a model, apart from the leaderboard and in no order of merit: what
 * stands here is what volunteers said, and nobody can tell whether it is true.
 */
public final class ClaimsTable {

  private static final int LONGEST_NAME = 16;
  private static final int LONGEST_PARAMETERS = 50;

  private ClaimsTable() {}

  /** The first few by case, each line ending in a line feed; empty when there is none. */
  public static String render(Store store, int limit) {
    List<String> varying = store.experiment().varying();
    return store.read(
        reader -> {
          long all = reader.rowCounts().getOrDefault(CaseState.CLAIMED, 0L);
          List<CaseReport> claims = reader.claims(limit);
          if (claims.isEmpty()) {
            return "";
          }
          String head =
              String.format(
                  Locale.ROOT, "%n%,d claimed, not verified: no model was returned%n", all);
          String more =
              all > claims.size()
                  ? String.format(Locale.ROOT, "and %,d more%n", all - claims.size())
                  : "";
          return head + table(claims, varying) + more;
        });
  }

  private static String table(List<CaseReport> claims, List<String> varying) {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(column("case", true, claims, row -> Long.toString(row.testCase().index())));
    columns.add(column("claimed RMSE", true, claims, ClaimsTable::rmse));
    columns.add(column("volunteer", false, claims, row -> cut(row.volunteerName(), LONGEST_NAME)));
    columns.add(
        column(
            String.join("/", varying),
            false,
            claims,
            row ->
                cut(
                    varying.stream()
                        .map(name -> row.testCase().parameters().getOrDefault(name, ""))
                        .collect(Collectors.joining("/")),
                    LONGEST_PARAMETERS)));
    return new TextTable(columns, false).render();
  }

  private static String rmse(CaseReport row) {
    Claim claim = row.claim();
    return claim == null
        ? ""
        : Decimal.rounded(
            claim.validationRmse(), Decimal.decimalsFor(Math.abs(claim.validationRmse())));
  }

  private static TableColumn column(
      String header, boolean right, List<CaseReport> rows, Function<CaseReport, String> cell) {
    return new TableColumn(
        List.of(cut(header, LONGEST_PARAMETERS)), rows.stream().map(cell).toList(), right, null);
  }

  private static String cut(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "~";
  }
}
