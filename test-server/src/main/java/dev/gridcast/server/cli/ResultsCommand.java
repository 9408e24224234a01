package dev.gridcast.server.cli;

import dev.gridcast.server.report.BestModel;
import dev.gridcast.server.report.ClaimsTable;
import dev.gridcast.server.report.Contributors;
import dev.gridcast.server.report.Leaderboard;
import dev.gridcast.server.report.ResultsCsv;
import dev.gridcast.server.report.ResultsJson;
import dev.gridcast.server.report.ResultsTable;
import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code results}: what there is so far. */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the results so far from the server's store, whether the server runs or not.",
      ""
    },
    footer = {
      "",
      "The table is the leaderboard: verified results, best first, by their error on the"
          + " confirmation range. Below it stands how much of the best one's skill luck alone would"
          + " show, and which results nobody trained a second time. csv and json have every case"
          + " that was ever handed out.",
      "",
      "With --contributors it is the volunteers instead, most verified work first: a result that"
          + " counts, or a training that confirmed another volunteer's. json has them without it, too.",
      "",
      "Examples:",
      "  java -jar test-server.jar results",
      "  java -jar test-server.jar results --data-dir gridcast-data/server --format csv > all.csv",
      "  java -jar test-server.jar results --contributors"
    })
final class ResultsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}")
  private ReportFormat format;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many places the table shows. Default: ${DEFAULT-VALUE}")
  private int top;

  @Option(names = "--contributors", description = "Show who has done how much, not the results.")
  private boolean contributors;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  ResultsCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    if (top < 1) {
      throw UserError.badInput("--top must be at least 1, not " + top);
    }
    PrintWriter out = spec.commandLine().getOut();
    boolean colours = Terminal.detect(System.getenv()).colours();
    try (Store store = place.openReadOnly()) {
      if (contributors) {
        Contributors all = Contributors.of(store);
        format.print(out, () -> all.table(top, colours), all::csv, all::json);
      } else {
        format.print(
            out,
            () -> table(store, colours),
            text -> ResultsCsv.write(store, text),
            text -> ResultsJson.write(store, text));
      }
    }
    return ExitCode.OK;
  }

  private String table(Store store, boolean colours) {
    String best = BestModel.describe(store);
    return ResultsTable.render(Leaderboard.of(store, top), colours)
        + ClaimsTable.render(store, top)
        + (best.isEmpty() ? "" : System.lineSeparator() + best);
  }
}
