package dev.gridcast.server.cli;

import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.support.TestExperiments;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

/**
 * A whole server under load, in a process of its own that is there to be killed or to run out of
 * disk: everything but the network is the real thing. Its clients tell every promise of the server
 * on standard output, one a line; the server's own screen goes to standard error.
 */
final class ServerUnderLoad {

  static final int CLIENTS = 6;

  private ServerUnderLoad() {}

  /** Many cases that are scored in well under a millisecond. */
  static Experiment experiment() {
    return TestExperiments.parse(
        """
        name: under-load
        data:
          synthetic:
            rows: 200
            seed: 7
        features:
          close: on
          high: on
          low: on
        parameters:
          lags: 2
          units: 2
          epochs: 2
          learning-rate: {from: 0.00001, to: 1, step: 0.00001}
        limits:
          time-per-case: 2m
          attempts: 3
        """);
  }

  /**
   * Serves until it is killed, or something comes on standard input; then tells what is stored.
   *
   * @param arguments the data directory
   */
  public static void main(String[] arguments) throws Exception {
    Experiment experiment = experiment();
    PrintWriter screen = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    PrintStream promises = System.out;
    try (DataDirectory directory = DataDirectory.open(Path.of(arguments[0]))) {
      new LiveServer(
              experiment,
              directory,
              StoreOpener.IN_THE_DATA_DIRECTORY,
              screen,
              Terminal.PLAIN,
              Clock.systemUTC())
          .serve(
              (folder, entrance, acceptor) -> door(experiment, acceptor, promises),
              false,
              open -> ServerUnderLoad::goesOn,
              done -> {});
      tellWhatIsStored(directory.store(), promises);
    } catch (UserError e) {
      promises.println("error " + e.getMessage());
      System.exit(e.exitCode());
    }
  }

  private static void tellWhatIsStored(Path store, PrintStream out) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT a.lease FROM result r JOIN attempt a ON a.id = r.attempt")) {
      while (found.next()) {
        out.println("stored " + found.getString(1));
      }
    }
  }

  private static boolean goesOn() {
    try {
      return System.in.available() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Door door(Experiment experiment, PeerAcceptor acceptor, PrintStream promises) {
    InMemoryNetwork network = new InMemoryNetwork(acceptor);
    for (int i = 0; i < CLIENTS; i++) {
      LoadClient.join(
          network, "volunteer-" + i, experiment.dataset().published(), promises::println);
    }
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
}
