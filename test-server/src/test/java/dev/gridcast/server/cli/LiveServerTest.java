package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.support.AutomaticClient;
import dev.gridcast.server.support.TestExperiments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveServerTest {

  private static final Experiment EXPERIMENT = TestExperiments.parse(TestExperiments.fourCases());
  private static final String INVITE = "gridcast1test";

  @Test
  void theServerWorksThroughTheExperimentAndLeavesItsResults(@TempDir Path folder)
      throws Exception {
    String screen = serve(folder, Integer.MAX_VALUE);

    assertThat(screen)
        .contains(
            "invite for volunteers: " + INVITE,
            "ada joined",
            "verified: RMSE ",
            "done: 4 of 4 cases verified, 0 failed");
    assertThat(Files.readAllLines(folder.resolve("report.csv"))).hasSize(5);
    assertThat(command("results", folder, "table").lines()).hasSizeGreaterThan(4);
    assertThat(command("results", folder, "csv").lines()).hasSize(5);
    assertThat(command("results", folder, "json")).startsWith("{");
  }

  @Test
  void startedAgainTheServerGoesOnWhereItWas(@TempDir Path folder) throws Exception {
    serve(folder, Integer.MAX_VALUE);
    Files.delete(folder.resolve("report.csv"));
    String second = serve(folder, Integer.MAX_VALUE);
    assertThat(second)
        .contains("going on: 4 of 4 cases verified", "done: 4 of 4 cases verified, 0 failed");
    assertThat(folder.resolve("report.csv")).exists();
  }

  @Test
  void theReportIsThereAndGrowsWhileTheServerRuns(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("report.csv");
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<Integer> seen = new ArrayList<>();
    try (DataDirectory directory = DataDirectory.open(folder)) {
      server(directory, new StringWriter())
          .serve(
              LiveServerTest::door,
              false,
              open ->
                  () -> {
                    seen.add(lines(report));
                    return lines(report) < 5 && System.nanoTime() < deadline;
                  },
              done -> {});
    }
    assertThat(seen).as("without waiting for the end").last().isEqualTo(5);
    assertThat(folder.resolve("report.csv.part")).doesNotExist();
  }

  private static int lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void resultsCanBeReadWhileTheServerRuns(@TempDir Path folder) throws Exception {
    AtomicInteger rows = new AtomicInteger(-1);
    try (DataDirectory directory = DataDirectory.open(folder)) {
      server(directory, new StringWriter())
          .serve(
              LiveServerTest::door,
              false,
              open ->
                  () -> {
                    rows.set((int) command("results", folder, "csv").lines().count());
                    return rows.get() < 5;
                  },
              done -> {});
    }
    assertThat(rows).hasValue(5);
  }

  @Test
  void aStoreOfAnotherExperimentIsRefusedInOneLine(@TempDir Path folder) throws Exception {
    serve(folder, Integer.MAX_VALUE);
    Path file = folder.resolve("other.yaml");
    Files.writeString(file, TestExperiments.oneCase());
    StringWriter err = new StringWriter();
    int exitCode =
        ServerMain.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "run",
            file.toString(),
            "--data-dir",
            folder.toString());
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("gridcast: ").contains("--data-dir");
  }

  /** Serves until everything is done, or the companion was asked so many times. */
  private static String serve(Path folder, int turns) throws Exception {
    StringWriter written = new StringWriter();
    AtomicInteger left = new AtomicInteger(turns);
    try (DataDirectory directory = DataDirectory.open(folder)) {
      server(directory, written)
          .serve(LiveServerTest::door, true, open -> () -> left.getAndDecrement() > 0, done -> {});
    }
    return written.toString();
  }

  private static LiveServer server(DataDirectory directory, StringWriter written) {
    return new LiveServer(
        EXPERIMENT,
        directory,
        StoreOpener.IN_THE_DATA_DIRECTORY,
        new PrintWriter(written),
        Terminal.PLAIN,
        Clock.systemUTC());
  }

  private static Door door(DataDirectory directory, Door.Entrance entrance, PeerAcceptor acceptor) {
    InMemoryNetwork network = new InMemoryNetwork(acceptor);
    AutomaticClient.join(network, "ada", EXPERIMENT.dataset().published());
    return new Door() {
      @Override
      public String invite() {
        return INVITE;
      }

      @Override
      public void close() {
        network.close();
      }
    };
  }

  private static String command(String name, Path folder, String format) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ServerMain.run(
            new PrintWriter(out),
            new PrintWriter(err),
            name,
            "--data-dir",
            folder.toString(),
            "--format",
            format);
    assertThat(exitCode).as(err.toString()).isZero();
    return out.toString();
  }
}
