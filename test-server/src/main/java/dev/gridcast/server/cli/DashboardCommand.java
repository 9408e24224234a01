package dev.gridcast.server.cli;

import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.trust.TrustRules;
import dev.gridcast.server.web.House;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dashboard}: the pages of an experiment whose server does not run. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the dashboard of a store without a server, to look at: after the experiment, or on a"
          + " copy of its data. `run` and `demo` serve their own, on which one can act as well.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  java -jar test-server.jar dashboard examples/btc-4h.yaml --dashboard 7500"
    })
final class DashboardCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "The experiment file of that store, the same as `run` was given.")
  private Path experimentFile;

  @Mixin private StorePlace place;

  @Mixin private DashboardOption dashboard;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  DashboardCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    DashboardPlan plan = dashboard.plan(System.getenv());
    if (plan.isOff()) {
      throw UserError.badInput("--dashboard off leaves nothing to serve");
    }
    Experiment experiment = RunCommand.load(experimentFile);
    try (Store store = place.openReadOnly()) {
      requireSame(store.experiment(), ExperimentRecords.of(experiment));
      House house =
          new House(
              experiment,
              store,
              new NobodyThere(store, place.dataDirectory()),
              Optional.empty(),
              Optional.empty(),
              TrustRules.STANDARD.trustedAfter(),
              InstantSource.system(),
              ServerVersion.text());
      CountDownLatch stop = new CountDownLatch(1);
      try (DashboardPlan.Opened pages = plan.open(house, place.dataDirectory())) {
        pages.lines().forEach(out::println);
        out.println("to look at only; Ctrl-C ends it");
        out.flush();
        stop.await(); // for ever: the process is ended from outside
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return ExitCode.OK;
  }

  private void requireSame(ExperimentRecord stored, ExperimentRecord given) throws UserError {
    if (!stored.spaceHash().equals(given.spaceHash())
        || !stored.datasetSha256().equals(given.datasetSha256())) {
      throw UserError.badInput(
          "the store holds the experiment "
              + stored.name()
              + ", which is not the one of "
              + experimentFile
              + "; give the file with which that server was run");
    }
  }
}
