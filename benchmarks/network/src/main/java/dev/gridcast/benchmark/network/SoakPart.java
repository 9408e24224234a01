package dev.gridcast.benchmark.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What weeks do to a server, in minutes: connections that come and go, and messages that are asked
 * and answered. Its memory is told along the way; after the first renewals it must not grow.
 */
final class SoakPart {

  private static final int SERVER_MEGABYTES = 256;
  private static final int CLIENT_MEGABYTES = 256;
  private static final int THREADS = 8;
  private static final int TALKERS = 16;
  private static final int STEPS = 20;

  private SoakPart() {}

  /** Tells what the server's memory did during so many cycles and messages. */
  static void run(int cycles, int messages) throws IOException {
    try (Child server = Child.startWhole(SERVER_MEGABYTES, ServeMain.class);
        Child client =
            Child.startWhole(CLIENT_MEGABYTES, ClientsMain.class, server.ask("invite"))) {
      Series connecting = new Series("soak.cycles", server, client);
      for (int step = 1; step <= STEPS; step++) {
        client.ask("cycles " + cycles / STEPS + ' ' + THREADS);
        connecting.take(step * (cycles / STEPS));
      }
      client.ask("open " + TALKERS + ' ' + THREADS);
      Series talking = new Series("soak.messages", server, client);
      String returns = "";
      for (int step = 1; step <= STEPS; step++) {
        // A question and an answer are two messages.
        returns = client.ask("chatter " + messages / STEPS / 2).split(" ", 2)[1];
        talking.take(step * (messages / STEPS));
      }
      Figures.note("the clients came back %s times because something was renewed", returns);
      connecting.tell();
      talking.tell();
    }
  }

  /** The memory of both processes along the way: all of it, with a heap that was taken at once. */
  private static final class Series {

    private final String name;
    private final Child server;
    private final Child client;
    private final long start = System.nanoTime();
    private final List<Double> megabytes = new ArrayList<>();

    Series(String name, Child server, Child client) {
      this.name = name;
      this.server = server;
      this.client = client;
    }

    void take(int done) throws IOException {
      double now = Weight.of(server).kilobytes() / 1000;
      megabytes.add(now);
      Figures.note(
          "%s %,d after %.0f s: server %.0f MB, clients %.0f MB",
          name, done, (System.nanoTime() - start) / 1e9, now, Weight.of(client).kilobytes() / 1000);
    }

    /** How the last quarter compares with the second one: the first one may still fill up. */
    void tell() {
      int quarter = megabytes.size() / 4;
      List<Double> early = megabytes.subList(quarter, 2 * quarter);
      List<Double> late = megabytes.subList(megabytes.size() - quarter, megabytes.size());
      Figures.tell(
          name + ".peak",
          megabytes.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
          "MB",
          "lower");
      Figures.tell(name + ".growth", Figures.median(late) - Figures.median(early), "MB", "lower");
    }
  }
}
