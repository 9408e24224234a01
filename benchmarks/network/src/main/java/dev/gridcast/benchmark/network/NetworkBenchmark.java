package dev.gridcast.benchmark.network;

import java.nio.file.Path;

/**
 * Measures the peer network; prints one figure a line: name, value, unit, better. Every peer is in
 * a process apart from the one at the other end, and nothing leaves this machine.
 *
 * <p>Arguments: the part ({@code transfer}, {@code crowd}, {@code reconnect} or {@code soak}), the
 * server's jar, an empty folder; for {@code soak} also how many cycles and messages.
 */
public final class NetworkBenchmark {

  private static final int BLOB_BYTES = 48_000_000;
  private static final int ROUNDS = 7;
  private static final int ROUND_TRIPS = 5000;
  private static final int FEW = 100;
  private static final int MANY = 500;
  private static final int VOLUNTEERS = 200;
  private static final int CYCLES = 10_000;
  private static final int MESSAGES = 2_000_000;

  private NetworkBenchmark() {}

  /** Measures. */
  public static void main(String[] arguments) throws Exception {
    Path jar = Path.of(arguments[1]);
    Path scratch = Path.of(arguments[2]);
    switch (arguments[0]) {
      case "transfer" ->
          TransferPart.run(scratch.resolve("blobs"), BLOB_BYTES, ROUNDS, ROUND_TRIPS);
      case "crowd" -> CrowdPart.run(FEW, MANY);
      case "reconnect" ->
          new ReconnectPart(new RealServer(jar, scratch.resolve("server"))).run(VOLUNTEERS);
      case "soak" ->
          SoakPart.run(
              arguments.length > 3 ? Integer.parseInt(arguments[3]) : CYCLES,
              arguments.length > 4 ? Integer.parseInt(arguments[4]) : MESSAGES);
      default -> throw new IllegalArgumentException("no such part: " + arguments[0]);
    }
  }
}
