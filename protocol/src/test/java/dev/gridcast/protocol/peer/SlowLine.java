package dev.gridcast.protocol.peer;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** A line that carries so many bytes in a second of the test's time, and takes any number. */
final class SlowLine implements FrameLine {

  private static final double NANOS = 1e9;

  private final HeldPeerTime time;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private double bytesPerSecond;
  private long queued;
  private double carried;
  private long drainedAt;

  /** What has come out at the other end and was not looked at yet, oldest first. */
  final ArrayDeque<byte[]> out = new ArrayDeque<>();

  /** How many bytes have come out. */
  long carriedBytes;

  SlowLine(HeldPeerTime time, double bytesPerSecond) {
    this.time = time;
    this.bytesPerSecond = bytesPerSecond;
    this.drainedAt = time.nanos();
  }

  void carries(double another) {
    drain();
    bytesPerSecond = another;
  }

  @Override
  public void send(byte[] frame) {
    drain();
    waiting.add(frame);
    queued += frame.length;
  }

  @Override
  public long queued() {
    drain();
    return queued - (long) carried; // packets are smaller than frames
  }

  @Override
  public void close() {}

  void drain() {
    long now = time.nanos();
    carried += (now - drainedAt) / NANOS * bytesPerSecond;
    drainedAt = now;
    while (!waiting.isEmpty() && carried >= waiting.element().length) {
      byte[] frame = waiting.remove();
      carried -= frame.length;
      queued -= frame.length;
      carriedBytes += frame.length;
      out.add(frame);
    }
    if (waiting.isEmpty()) {
      carried = 0; // what is not used is lost
    }
  }

  static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
