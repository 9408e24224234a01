package dev.gridcast.benchmark.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A server with many clients, in few processes apart from it: how many connections come about in a
 * second, and what each costs the server in memory and file descriptors.
 */
final class CrowdPart {

  private static final int PROCESSES = 5;
  private static final int THREADS = 4;
  private static final int SERVER_MEGABYTES = 256;
  private static final int CLIENT_MEGABYTES = 256;
  private static final int WARM_UP = 20;

  private CrowdPart() {}

  /** Tells {@code setup.rate}, {@code memory.per_connection} and what belongs to them. */
  static void run(int few, int many) throws IOException {
    List<Child> clients = new ArrayList<>();
    try (Child server = Child.startWhole(SERVER_MEGABYTES, ServeMain.class)) {
      String invite = server.ask("invite");
      for (int i = 0; i < PROCESSES; i++) {
        clients.add(Child.start(CLIENT_MEGABYTES, ClientsMain.class, invite));
      }
      cycle(clients, WARM_UP);
      Weight empty = Weight.of(server);
      double seconds = open(clients, few);
      Weight withFew = Weight.of(server);
      seconds += open(clients, many - few);
      Weight withMany = Weight.of(server);
      Figures.tell("setup.rate", many / seconds, "1/s", "higher");
      Figures.tell(
          "memory.per_connection", withMany.since(empty).kilobytes() / many, "KB", "lower");
      Figures.tell(
          "memory.per_connection." + few, withFew.since(empty).kilobytes() / few, "KB", "lower");
      Figures.tell(
          "descriptors.per_connection",
          (double) withMany.since(empty).descriptors() / many,
          "fds",
          "lower");
      Figures.tell(
          "descriptors.per_connection." + few,
          (double) withFew.since(empty).descriptors() / few,
          "fds",
          "lower");
    } finally {
      clients.forEach(Child::close);
    }
  }

  /** Opens so many more, in all processes at once; the seconds until the last one is open. */
  private static double open(List<Child> clients, int count) throws IOException {
    long start = System.nanoTime();
    for (Child client : clients) {
      client.tell("open " + count / clients.size() + ' ' + THREADS);
    }
    for (Child client : clients) {
      client.answer();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void cycle(List<Child> clients, int count) throws IOException {
    for (Child client : clients) {
      client.tell("cycles " + count + ' ' + THREADS);
    }
    for (Child client : clients) {
      client.answer();
    }
  }
}
