package dev.gridcast.server.cli;

import dev.gridcast.server.report.BestModel;
import dev.gridcast.server.report.ClaimsTable;
import dev.gridcast.server.report.Leaderboard;
import dev.gridcast.server.report.ResultsCsv;
import dev.gridcast.server.report.ResultsJson;
import dev.gridcast.server.report.ResultsTable;
import dev.gridcast.server.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
          + " confirmation range. csv and json have every case that was ever handed out.",
      "",
      "Examples:",
      "  java -jar test-server.jar results",
      "  java -jar test-server.jar results --data-dir gridcast-data/server --format csv > all.csv"
    })
final class ResultsCommand implements Callable<Integer> {

  /** How results can be printed. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}")
  private Format format;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many places of the leaderboard the table shows. Default: ${DEFAULT-VALUE}")
  private int top;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  ResultsCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    if (top < 1) {
      throw UserError.badInput("--top must be at least 1, not " + top);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Store store = place.openReadOnly()) {
      switch (format) {
        case TABLE -> {
          boolean colours = Terminal.detect(System.getenv()).colours();
          out.print(ResultsTable.render(Leaderboard.of(store, top), colours));
          out.print(ClaimsTable.render(store, top));
          String best = BestModel.describe(store);
          out.print(best.isEmpty() ? "" : System.lineSeparator() + best);
        }
        case CSV -> print(out, stream -> ResultsCsv.write(store, stream));
        case JSON -> print(out, stream -> ResultsJson.write(store, stream));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(PrintWriter out, Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(bytes);
    out.print(bytes.toString(StandardCharsets.UTF_8));
  }

  /** Something that can be written out. */
  @FunctionalInterface
  private interface Writing {
    void to(OutputStream stream) throws IOException;
  }
}
