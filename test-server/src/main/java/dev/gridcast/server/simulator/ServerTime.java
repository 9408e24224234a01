package dev.gridcast.server.simulator;

/** The real time that the server's own code takes, apart from that of the simulated volunteers. */
final class ServerTime {

  private long nanos;
  private int depth;

  /** Runs something of the server's. */
  void measure(Runnable work) {
    long start = System.nanoTime();
    depth++;
    try {
      work.run();
    } finally {
      depth--;
      if (depth == 0) {
        nanos += System.nanoTime() - start;
      }
    }
  }

  double seconds() {
    return nanos / 1e9;
  }
}
