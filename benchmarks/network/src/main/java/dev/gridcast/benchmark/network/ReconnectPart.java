package dev.gridcast.benchmark.network;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole Test Server with many volunteers, each with a lease, is killed as the power would, and is
 * started again at once: how long until every one of them is back and has its lease kept alive.
 * Counts nothing that is not whole: the same leases, each for the same case, and none besides.
 */
final class ReconnectPart {

  private static final int PROCESSES = 4;
  private static final int HEAP_MEGABYTES = 256;

  private final RealServer server;

  ReconnectPart(RealServer server) {
    this.server = server;
  }

  /** Tells {@code reconnect.COUNT}. */
  void run(int count) throws Exception {
    List<Child> processes = new ArrayList<>();
    try {
      String invite = server.start();
      Map<String, Long> before = join(processes, invite, count);
      Figures.note("%d volunteers have a lease each; the server is killed", before.size());
      requireStored(before);
      long killed = System.nanoTime();
      server.kill();
      server.start();
      double up = (System.nanoTime() - killed) / 1e9;
      for (Child process : processes) {
        process.tell("back");
      }
      for (Child process : processes) {
        process.answer();
      }
      double seconds = (System.nanoTime() - killed) / 1e9;
      Figures.note("it could be joined again after %.1f s", up);
      requireStored(before);
      Figures.tell("reconnect." + count, seconds, "s", "lower");
    } finally {
      processes.forEach(Child::close);
      server.kill();
    }
  }

  private static Map<String, Long> join(List<Child> processes, String invite, int count)
      throws IOException {
    int each = count / PROCESSES;
    for (int i = 0; i < PROCESSES; i++) {
      Child process = Child.start(HEAP_MEGABYTES, VolunteersMain.class);
      processes.add(process);
      process.tell("join " + each + ' ' + invite);
    }
    Map<String, Long> leases = new HashMap<>();
    for (Child process : processes) {
      for (String held : process.answer().split(" ", -1)) {
        String[] words = held.split("=", 2);
        leases.put(words[0], Long.parseLong(words[1]));
      }
    }
    if (leases.size() != each * PROCESSES
        || leases.values().stream().distinct().count() != leases.size()) {
      throw new IOException("a lease or a case was handed out twice: " + leases.size());
    }
    return leases;
  }

  /**
   * What the store says: exactly these leases are open, each for its case, and there were no
   * others.
   */
  private void requireStored(Map<String, Long> expected) throws SQLException, IOException {
    Map<String, Long> stored = new HashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + server.store());
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT lease, case_index, ended_at FROM attempt")) {
      while (found.next()) {
        found.getLong(3);
        if (!found.wasNull()) {
          throw new IOException("a lease has ended: that of case " + found.getLong(2));
        }
        stored.put(found.getString(1), found.getLong(2));
      }
    }
    if (!stored.equals(expected)) {
      throw new IOException(
          "the store has " + stored.size() + " leases, the volunteers " + expected.size());
    }
  }
}
