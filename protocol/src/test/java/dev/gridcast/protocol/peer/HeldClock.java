package dev.gridcast.protocol.peer;

/**
 * A clock that stands until a test moves it; whoever sleeps by it wakes when it has come so far.
 */
final class HeldClock implements RateClock {

  private long now;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void sleep(long nanos) throws InterruptedException {
    long until = now + nanos;
    while (now < until) {
      wait();
    }
  }

  synchronized void move(long nanos) {
    now += nanos;
    notifyAll();
  }

  synchronized double seconds() {
    return now / 1e9;
  }
}
