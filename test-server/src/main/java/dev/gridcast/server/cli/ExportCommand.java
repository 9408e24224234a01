package dev.gridcast.server.cli;

import dev.gridcast.server.report.CsvTables;
import dev.gridcast.server.report.JsonTables;
import dev.gridcast.server.report.TableOutput;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreRefusedException;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: everything that the store holds. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes everything that the server's store holds, table by table, whether the server runs or"
          + " not.",
      ""
    },
    footer = {
      "",
      "For the leaderboard and a line per case, see results. The secrets of leases that are held are"
          + " left out.",
      "",
      "Examples:",
      "  java -jar test-server.jar export --format csv --out tables",
      "  java -jar test-server.jar export --format jsonl --out - | gzip > all.jsonl.gz",
      "  java -jar test-server.jar export --format csv --table attempt --out - > attempts.csv"
    })
final class ExportCommand implements Callable<Integer> {

  /** How tables can be written. */
  enum Format {
    CSV,
    JSONL
  }

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      description = "csv (RFC 4180) or jsonl (an object for each row).")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for a new file for each table, or - for the standard output.")
  private String out;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Only this table; may be given more than once.")
  private List<String> tables = List.of();

  @Option(
      names = "--weights",
      description = "Also the weights of the returned models, in Base64. They are most of a store.")
  private boolean weights;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  ExportCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    boolean toScreen = out.equals("-");
    if (toScreen && format == Format.CSV && tables.size() != 1) {
      throw UserError.badInput(
          "tables in csv have different columns: choose one with --table, or give a folder to --out");
    }
    TableOutput output = toScreen ? this::screen : files(Path.of(out));
    try (Store store = place.openReadOnly()) {
      List<String> chosen = tables.isEmpty() ? store.tables() : tables;
      if (format == Format.CSV) {
        try (CsvTables csv = new CsvTables(output)) {
          store.export(chosen, weights, csv);
        }
      } else {
        try (JsonTables json = new JsonTables(output)) {
          store.export(chosen, weights, json);
        }
      }
    } catch (StoreRefusedException e) {
      throw UserError.badInput(e.getMessage());
    } catch (UncheckedIOException e) {
      throw UserError.badInput(e.getMessage() + ": " + e.getCause());
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private TableOutput files(Path folder) throws UserError {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw UserError.badInput("cannot make the folder " + folder + " (" + e + ")");
    }
    String ending = "." + format.name().toLowerCase(Locale.ROOT);
    return table ->
        Files.newBufferedWriter(
            folder.resolve(table + ending),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
  }

  /** The command's output, which stays open behind a table. */
  private Writer screen(String table) {
    PrintWriter screen = spec.commandLine().getOut();
    return new FilterWriter(screen) {
      @Override
      public void close() {
        screen.flush();
      }
    };
  }
}
