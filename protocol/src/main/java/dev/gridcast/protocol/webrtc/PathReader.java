package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.peer.PeerPath;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows over what a connection goes. The library tells no change of the chosen pair: so it is asked
 * when the connection has opened or come back, and again when somebody wants to know and the last
 * answer is old. One question costs half a millisecond of the thread that all connections share.
 */
final class PathReader {

  private static final long OLD_NANOS = Duration.ofSeconds(20).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(PathReader.class);

  private final Consumer<RTCStatsCollectorCallback> statistics;
  private final Executor pool;
  private final AtomicLong askedAt = new AtomicLong(System.nanoTime() - OLD_NANOS);
  private volatile @Nullable Found found;

  private record Found(PeerPath path, Optional<Duration> roundTrip) {}

  /**
   * @param statistics asks the library
   * @param pool for asking: that waits for the lock of the connection
   */
  PathReader(Consumer<RTCStatsCollectorCallback> statistics, Executor pool) {
    this.statistics = statistics;
    this.pool = pool;
  }

  Optional<PeerPath> path() {
    refreshIfOld();
    return Optional.ofNullable(found).map(Found::path);
  }

  Optional<Duration> roundTrip() {
    refreshIfOld();
    return Optional.ofNullable(found).flatMap(Found::roundTrip);
  }

  private void refreshIfOld() {
    long asked = askedAt.get();
    long now = System.nanoTime();
    if (now - asked >= OLD_NANOS && askedAt.compareAndSet(asked, now)) {
      ask();
    }
  }

  /** Asks now; the answer comes later. Never blocks. */
  void refresh() {
    askedAt.set(System.nanoTime());
    ask();
  }

  private void ask() {
    pool.execute(
        () -> {
          try {
            statistics.accept(report -> Callbacks.guarded(() -> read(report)));
          } catch (RuntimeException | Error e) {
            LOG.warn("The path of a connection cannot be read.", e);
          }
        });
  }

  private void read(RTCStatsReport report) {
    chosen(report.getStats()).ifPresent(pair -> found = pair);
  }

  private static Optional<Found> chosen(Map<String, RTCStats> all) {
    for (RTCStats each : all.values()) {
      if (each.getType() == RTCStatsType.TRANSPORT) {
        @Nullable RTCStats pair = all.get(word(each, "selectedCandidatePairId"));
        return pair == null ? Optional.empty() : found(all, pair);
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> found(Map<String, RTCStats> all, RTCStats pair) {
    @Nullable RTCStats local = all.get(word(pair, "localCandidateId"));
    @Nullable RTCStats remote = all.get(word(pair, "remoteCandidateId"));
    if (local == null || remote == null) {
      return Optional.empty();
    }
    // Of a relayed pair it matters how the relay is reached; the relay itself goes on by UDP.
    String reached = word(local, "relayProtocol");
    PeerPath path =
        new PeerPath(
            PeerPath.Kind.of(word(local, "candidateType")),
            PeerPath.Kind.of(word(remote, "candidateType")),
            reached.isEmpty() ? word(local, "protocol") : reached);
    return Optional.of(new Found(path, roundTrip(pair)));
  }

  private static Optional<Duration> roundTrip(RTCStats pair) {
    return pair.getAttributes().get("currentRoundTripTime") instanceof Double seconds
            && Double.isFinite(seconds)
        ? Optional.of(Duration.ofNanos((long) (seconds * 1e9)))
        : Optional.empty();
  }

  private static String word(RTCStats stats, String name) {
    return stats.getAttributes().get(name) instanceof String text ? text : "";
  }
}
