package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.SpotChecks;
import dev.gridcast.server.support.AutomaticClient;
import dev.gridcast.server.support.TestExperiments;
import dev.gridcast.server.web.DashboardFile;
import dev.gridcast.server.web.DashboardSettings.Protection;
import dev.gridcast.server.web.Tokens;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands around the dashboard, on a server that runs. */
class WatchCommandTest {

  private static final Experiment EXPERIMENT = TestExperiments.parse(TestExperiments.fourCases());

  @TempDir Path folder;

  /** What a command printed, and how it ended. */
  private record Ended(int exitCode, String out, String err) {}

  private static Ended command(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = ServerMain.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }

  /** What somebody does while a server runs. */
  @FunctionalInterface
  private interface Visit {
    void now() throws Exception;
  }

  private String serve(DashboardPlan plan, Visit visit) throws Exception {
    StringWriter written = new StringWriter();
    AtomicReference<Exception> failed = new AtomicReference<>();
    try (DataDirectory directory = DataDirectory.open(folder)) {
      LiveServer server =
          new LiveServer(
              EXPERIMENT,
              directory,
              StoreOpener.IN_THE_DATA_DIRECTORY,
              SpotChecks.NONE,
              plan,
              new PrintWriter(written),
              Terminal.PLAIN,
              Clock.systemUTC());
      server.serve(
          WatchCommandTest::door,
          false,
          open ->
              () -> {
                try {
                  visit.now();
                } catch (Exception e) {
                  failed.set(e);
                }
                return false;
              },
          done -> {});
    }
    if (failed.get() != null) {
      throw failed.get();
    }
    return written.toString();
  }

  private static Door door(DataDirectory directory, Door.Entrance entrance, PeerAcceptor acceptor) {
    InMemoryNetwork network = new InMemoryNetwork(acceptor);
    AutomaticClient.join(network, "ada", EXPERIMENT.dataset().published());
    return new Door() {
      @Override
      public String invite() {
        return "gridcast1test";
      }

      @Override
      public void close() {
        network.close();
      }
    };
  }

  @Test
  void aServerIsWatchedFromItsOwnMachineAndByItsAddress() throws Exception {
    String screen =
        serve(
            DashboardPlan.at("127.0.0.1", 0, true, new Protection.Loopback()),
            () -> {
              String data = folder.toString();
              Ended here = command("watch", "--once", "--data-dir", data);
              assertThat(here.err()).isEmpty();
              assertThat(here.exitCode()).isZero();
              assertThat(here.out())
                  .startsWith("four-cases")
                  .contains("of 4 done", "best so far")
                  .doesNotContain("\u001b");
              DashboardFile.Place place = DashboardFile.read(folder).orElseThrow();
              Ended there = command("watch", "--once", place.address());
              assertThat(there.out()).startsWith("four-cases");
              Ended tokens = command("dashboard-token", "--data-dir", data);
              assertThat(tokens.out())
                  .contains(
                      "operator  " + place.address() + "#token=" + Tokens.of(folder).operator(),
                      "reader    " + place.address() + "#token=" + Tokens.of(folder).reader());
              assertThat(command("dashboard-token", "--new", "--data-dir", data).out())
                  .isNotEqualTo(tokens.out());
            });
    assertThat(screen).contains("dashboard: http://127.0.0.1:", "/#token=");
    assertThat(DashboardFile.read(folder)).as("the server is gone").isEmpty();
  }

  @Test
  void overHttpsTheCertificateMustBeTheOneThatWasPrinted() throws Exception {
    String screen =
        serve(
            DashboardPlan.at("127.0.0.1", 0, true, new Protection.Https(null, "")),
            () -> {
              assertThat(command("watch", "--once", "--data-dir", folder.toString()).out())
                  .startsWith("four-cases");
              DashboardFile.Place place = DashboardFile.read(folder).orElseThrow();
              String link = place.address() + "#token=" + Tokens.of(folder).reader();
              assertThat(command("watch", "--once", link).err()).contains("--fingerprint");
              assertThat(
                      command("watch", "--once", link, "--fingerprint", place.fingerprint()).out())
                  .startsWith("four-cases");
              String other = "00" + place.fingerprint().substring(2);
              assertThat(command("watch", "--once", link, "--fingerprint", other).exitCode())
                  .isEqualTo(2);
              assertThat(
                      command(
                              "watch",
                              "--once",
                              place.address(),
                              "--fingerprint",
                              place.fingerprint())
                          .err())
                  .contains("wants a token");
            });
    assertThat(screen).contains("dashboard: https://127.0.0.1:", "SHA-256 ");
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      for (String secret : new String[] {"dashboard-tokens", "dashboard.p12"}) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve(secret))))
            .as(secret)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void whereNobodyServesThatIsSaidInOneLine() {
    for (String[] arguments :
        new String[][] {
          {"watch", "--once", "--data-dir", folder.toString()},
          {"watch", "--once", "http://127.0.0.1:1/"},
          {"watch", "--once", "ftp://example.org/"},
          {"watch", "--once", "--fingerprint", "12", "http://127.0.0.1:1/"},
          {"dashboard-token", "--data-dir", folder.resolve("none").toString()}
        }) {
      Ended ended = command(arguments);
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err().lines()).hasSize(1);
      assertThat(ended.out()).isEmpty();
    }
  }

  @Test
  void aPortThatIsTakenIsRefusedWhenItWasMeantAndElseAnotherIsFound() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String screen =
          serve(DashboardPlan.at("127.0.0.1", port, false, new Protection.Loopback()), () -> {});
      assertThat(screen).contains("(port " + port + " is taken)");
      Path file = folder.resolve("e.yaml");
      Files.writeString(file, TestExperiments.fourCases());
      Ended refused =
          command(
              "run",
              file.toString(),
              "--data-dir",
              folder.toString(),
              "--host",
              "127.0.0.1",
              "--port",
              "0",
              "--dashboard",
              Integer.toString(port));
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err().lines()).hasSize(1);
      assertThat(refused.err()).contains("--dashboard");
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() throws Exception {
    Path file = folder.resolve("e.yaml");
    Files.writeString(file, TestExperiments.fourCases());
    for (String address : new String[] {"x", "70000", "127.0.0.1:", "no.such.host.invalid:1"}) {
      Ended ended =
          command("run", file.toString(), "--data-dir", folder + "/d", "--dashboard", address);
      assertThat(ended.exitCode()).as(address).isEqualTo(2);
      assertThat(ended.err()).as(address).contains("--dashboard");
    }
  }
}
