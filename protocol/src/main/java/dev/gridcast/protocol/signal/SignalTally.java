package dev.gridcast.protocol.signal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, and says once a minute in the log what was turned away since. Thread-safe. */
final class SignalTally {

  private static final Logger LOG = LoggerFactory.getLogger(SignalTally.class);
  private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private final Map<RefusalCode, Long> refused = new EnumMap<>(RefusalCode.class);
  private long garbage;
  private long flooded;
  private long welcomed;
  private long answered;
  private long saidAt;
  private long said;

  SignalTally(LongSupplier nanos) {
    this.nanos = nanos;
    this.saidAt = nanos.getAsLong() - EVERY_NANOS;
  }

  synchronized void garbage() {
    garbage++;
    say();
  }

  synchronized void flooded() {
    flooded++;
    say();
  }

  synchronized void refused(RefusalCode code) {
    refused.merge(code, 1L, Long::sum);
    say();
  }

  synchronized void answered(int kind) {
    if (kind == Letters.WELCOME) {
      welcomed++;
    } else {
      answered++;
    }
  }

  synchronized SignalCounts counts() {
    return new SignalCounts(garbage, flooded, refused, welcomed, answered);
  }

  private void say() {
    long now = nanos.getAsLong();
    if (now - saidAt < EVERY_NANOS) {
      return;
    }
    SignalCounts counts = counts();
    long all = counts.garbage() + counts.flooded() + counts.refusals();
    LOG.warn(
        "{} requests were turned away since the last such line; in all {}", all - said, counts);
    said = all;
    saidAt = now;
  }
}
