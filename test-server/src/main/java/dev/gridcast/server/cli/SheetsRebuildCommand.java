package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.report.sheets.SheetsFault;
import dev.gridcast.server.report.sheets.SheetsRebuild;
import dev.gridcast.server.report.sheets.SheetsTarget;
import dev.gridcast.server.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sheets rebuild}: everything anew. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all results into the spreadsheet anew from the server's store, whatever is in there,"
          + " whether the server runs or not. Columns of your own to the right of the results stay."
          + " About a thousand cases a second.",
      ""
    },
    footer = {
      "",
      "The server finds and mends rows that were changed by hand by itself, within minutes: this is"
          + " for when you do not want to wait, when a spreadsheet that the server made was deleted,"
          + " or, with --take-over, to use the spreadsheet of another experiment.",
      "",
      "Examples:",
      "  java -jar test-server.jar sheets rebuild examples/btc-4h.yaml",
      "  java -jar test-server.jar sheets rebuild new.yaml --take-over"
    })
final class SheetsRebuildCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "0..1",
      description = "The experiment file, for its sheets: section; not needed with --sheets-key.")
  private @Nullable Path experimentFile;

  @Mixin private StorePlace place;

  @Mixin private SheetsOption sheets;

  @Option(
      names = "--take-over",
      description =
          "Replace the tabs of another experiment, with everything in them, also columns of your"
              + " own.")
  private boolean takeOver;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  SheetsRebuildCommand() {}

  @Override
  public Integer call() throws UserError, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Experiment> experiment = sheets.experiment(experimentFile);
    SheetsTarget target = sheets.required(experiment, place.dataDirectory());
    ProgressBar bar = new ProgressBar(out, Terminal.detect(System.getenv()), "cases");
    try (Store store = place.openReadOnly()) {
      String address =
          SheetsRebuild.run(
              store, target, ServerVersion.text(), takeOver, Clock.systemUTC(), bar::at);
      bar.end();
      out.println("all results are in " + address);
    } catch (SheetsFault e) {
      bar.end();
      throw SheetsCommand.error(e);
    }
    out.flush();
    return ExitCode.OK;
  }
}
