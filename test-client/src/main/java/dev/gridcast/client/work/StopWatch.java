package dev.gridcast.client.work;

/** Measures time, pauses not counted. */
final class StopWatch {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Timekeeper time;
  private long measured;
  private long since;
  private boolean running;

  StopWatch(Timekeeper time) {
    this.time = time;
  }

  void start() {
    if (!running) {
      running = true;
      since = time.nanos();
    }
  }

  void stop() {
    if (running) {
      running = false;
      measured += time.nanos() - since;
    }
  }

  double seconds() {
    return (measured + (running ? time.nanos() - since : 0)) / NANOS_PER_SECOND;
  }
}
