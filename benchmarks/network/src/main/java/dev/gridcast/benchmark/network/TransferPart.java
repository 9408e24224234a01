package dev.gridcast.benchmark.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A blob from its request to the verified file, beside as many bytes over the bare library, in
 * turns; and the round trips of small messages. Two processes each.
 */
final class TransferPart {

  private static final int SERVER_MEGABYTES = 512;
  private static final int CLIENT_MEGABYTES = 256;

  /** Until the compiler has seen what it is to compile. */
  private static final int WARM_UPS = 3;

  private TransferPart() {}

  /**
   * Tells {@code blob.throughput}, {@code bare.throughput}, {@code roundtrip.p50} and what belongs
   * to them.
   */
  static void run(Path scratch, int blobBytes, int rounds, int roundTrips) throws IOException {
    List<Double> blob = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    try (BarePair pair = BarePair.open();
        Child server = Child.start(SERVER_MEGABYTES, ServeMain.class);
        Child client = Child.start(CLIENT_MEGABYTES, ClientsMain.class, server.ask("invite"))) {
      String sha256 = server.ask("blob " + blobBytes);
      String fetch = "fetch " + sha256 + ' ' + blobBytes + ' ' + scratch;
      for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
        pair.fetch(blobBytes);
        client.ask(fetch);
      }
      for (int round = 1; round <= rounds; round++) {
        bare.add(pair.fetch(blobBytes));
        blob.add(blobBytes / 1e6 / Double.parseDouble(client.ask(fetch)));
        Figures.note(
            "round %d of %d: bare %.1f MB/s, blob %.1f MB/s",
            round, rounds, bare.get(round - 1), blob.get(round - 1));
      }
      String[] beats = client.ask(fetch.replaceFirst("fetch", "beats")).split(" ", 3);
      client.ask("open 1 1");
      client.ask("round-trips " + roundTrips); // warm
      String[] millis = client.ask("round-trips " + roundTrips).split(" ", 2);
      Figures.tell("blob.throughput", Figures.median(blob), "MB/s", "higher");
      Figures.tell("bare.throughput", Figures.median(bare), "MB/s", "higher");
      Figures.tell("blob.of-bare", Figures.median(blob) / Figures.median(bare), "ratio", "higher");
      Figures.tell("heartbeat.beside-blob.p50", Double.parseDouble(beats[0]), "ms", "lower");
      Figures.tell("heartbeat.beside-blob.max", Double.parseDouble(beats[2]), "ms", "lower");
      Figures.tell("roundtrip.p50", Double.parseDouble(millis[0]), "ms", "lower");
      Figures.tell("roundtrip.p99", Double.parseDouble(millis[1]), "ms", "lower");
    }
  }
}
