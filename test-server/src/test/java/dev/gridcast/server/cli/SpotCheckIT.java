package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.support.TestExperiments;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The server's own machine against a liar, as processes that talk over WebRTC; what trains in both
 * is a stand-in.
 */
class SpotCheckIT {

  private static final Experiment EXPERIMENT = TestExperiments.parse(TestExperiments.fourCases());
  private static final long DEADLINE_NANOS = 55_000_000_000L;
  private static final String FALSE = "rejected: the training was not done as the case asks";

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  private Path folder;

  @Test
  void aVolunteerWhoseWeightsAreOfAnotherCaseIsFoundOutByTheServersOwnMachine() throws Exception {
    Path program = program();
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written);
    long end = System.nanoTime() + DEADLINE_NANOS;
    try (DataDirectory directory = DataDirectory.open(folder.resolve("server"))) {
      SpotCheckOption.Plan checks = plan(program, directory.root());
      LiveServer server =
          new LiveServer(
              EXPERIMENT,
              directory,
              StoreOpener.IN_THE_DATA_DIRECTORY,
              checks.rules(),
              DashboardPlan.OFF,
              out,
              Terminal.PLAIN,
              Clock.systemUTC());
      server.serve(
          WebRtcDoor.opener(InviteOptions.ON_THIS_MACHINE),
          false,
          open ->
              new Both(checks.companion().start(open), liar(program, open.invite()), written, end),
          done -> {});
    }
    assertThat(written.toString()).contains("spot checks: this machine trains ", FALSE);
    try (Store store = Stores.openReadOnly(folder.resolve("server"))) {
      List<Candidate> results =
          store.read(
              reader ->
                  List.of(0L, 1L, 2L, 3L).stream()
                      .flatMap(index -> reader.candidates(index).stream())
                      .toList());
      String liar = ClientIdentity.of(folder.resolve("liar"));
      assertThat(results)
          .filteredOn(one -> one.volunteer().equals(liar))
          .extracting(Candidate::outcome)
          .contains(AttemptOutcome.REJECTED)
          .doesNotContain(AttemptOutcome.VERIFIED, AttemptOutcome.AGREED);
      assertThat(results)
          .filteredOn(one -> one.volunteer().equals(checks(folder)))
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.confirmation()).isIn(Confirmation.SERVER, null));
    }
  }

  private static String checks(Path folder) {
    try {
      return ClientIdentity.of(folder.resolve("server/spot-checks/this-server"));
    } catch (UserError e) {
      throw new AssertionError(e);
    }
  }

  private static SpotCheckOption.Plan plan(Path program, Path root) throws UserError {
    Options options = new Options();
    new CommandLine(options)
        .parseArgs(
            "--spot-checks",
            "0%",
            "--client-jar",
            program.toString(),
            "--trainer-jar",
            program.toString());
    return options.spotChecks.plan(EXPERIMENT, root);
  }

  private Process liar(Path program, String invite) throws UserError {
    Path home = folder.resolve("liar");
    ClientIdentity.of(home);
    try {
      Files.createFile(home.resolve("lies"));
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx128m",
              "-jar",
              program.toString(),
              "join",
              invite,
              "--name",
              "liar",
              "--data-dir",
              home.toString())
          .redirectErrorStream(true)
          .redirectOutput(home.resolve("output.log").toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A jar that runs the stand-in on the classes of this test. */
  private Path program() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, StandInVolunteer.class.getName());
    StringBuilder path = new StringBuilder();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        path.append(Path.of(entry).toUri()).append(' ');
      }
    }
    attributes.put(Attributes.Name.CLASS_PATH, path.toString());
    Path jar = folder.resolve("stand-in.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.finish();
    }
    return jar;
  }

  /** The server's own client and the liar, until the liar is found out. */
  private record Both(
      LiveServer.Companion checks, Process liar, StringWriter written, long endNanos)
      implements LiveServer.Companion {

    @Override
    public boolean tend() throws UserError {
      return checks.tend() && !written.toString().contains(FALSE) && System.nanoTime() < endNanos;
    }

    @Override
    public void close() {
      checks.close();
      liar.destroyForcibly();
      try {
        assertThat(liar.waitFor(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Command
  private static final class Options {
    @Mixin private SpotCheckOption spotChecks;

    @SuppressWarnings("NullAway.Init") // picocli fills it in
    Options() {}
  }
}
