package dev.gridcast.benchmark.network;

import java.io.IOException;

/** Two processes with a data channel of the bare library between them. */
final class BarePair implements AutoCloseable {

  private static final int HEAP_MEGABYTES = 256;

  private final Child receiver;
  private final Child sender;

  private BarePair(Child receiver, Child sender) {
    this.receiver = receiver;
    this.sender = sender;
  }

  static BarePair open() throws IOException {
    Child receiver = Child.start(HEAP_MEGABYTES, BareEnd.class);
    Child sender = Child.start(HEAP_MEGABYTES, BareEnd.class);
    receiver.ask("accept " + sender.ask("answer " + receiver.ask("offer")));
    return new BarePair(receiver, sender);
  }

  /** MB (1,000,000 bytes) a second that the receiver got of so many bytes. */
  double fetch(long bytes) throws IOException {
    return bytes / 1e6 / Double.parseDouble(receiver.ask("fetch " + bytes));
  }

  @Override
  public void close() {
    receiver.close();
    sender.close();
  }
}
