package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceUrl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for the addresses under which this side may be reached. The library says when it has all of
 * them, but with one STUN server that never answers it never does: so the wait ends a little after
 * the best kind of address is there that was hoped for, and in any case after a few seconds.
 */
final class Gathering {

  /** What may still come when the best kind is there: other interfaces, IPv6. */
  private static final Duration MORE = Duration.ofMillis(300);

  /** How long to wait for servers that may be slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** The same when they did not answer the last time either. */
  private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(1);

  private static final long FORGET_NANOS = Duration.ofMinutes(5).toNanos();

  /** When a wait last ended without an answer; 0 if never. The same servers serve everybody. */
  private static final AtomicLong SILENT_AT = new AtomicLong();

  private final String wanted;
  private final boolean relayOnly;
  private final CompletableFuture<Boolean> enough = new CompletableFuture<>();

  Gathering(IceAdvice advice) {
    boolean relay =
        advice.servers().stream()
            .flatMap(server -> server.urls().stream())
            .anyMatch(url -> IceUrl.isOne(url) && IceUrl.parse(url).isRelay());
    this.relayOnly = advice.relayOnly();
    this.wanted = relay ? " typ relay" : advice.servers().isEmpty() ? "" : " typ srflx";
  }

  /** Why no address at all was found, for people. */
  String whyNothing() {
    if (!relayOnly) {
      return "this machine has no network address but loopback, over which WebRTC cannot connect:"
          + " bring up a network interface (wifi, cable, or a virtual one)";
    }
    return wanted.contains("relay")
        ? "only relayed paths are wanted, and no TURN server gave an address: it is away, its"
            + " password is wrong, or its certificate (turns:) is none that is trusted everywhere"
        : "only relayed paths are wanted, but neither side names a TURN server: --turn URL";
  }

  /** An address was found. Called by the library's thread. */
  void found(String candidate) {
    if (!wanted.isEmpty() && candidate.contains(wanted)) {
      enough.completeOnTimeout(true, MORE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** All were found. Called by the library's thread. */
  void complete() {
    enough.complete(true);
  }

  /** Waits until there is enough to go on with, or it is time to go on with what there is. */
  void await() throws InterruptedException {
    long silent = SILENT_AT.get();
    boolean known = silent != 0 && System.nanoTime() - silent < FORGET_NANOS;
    try {
      enough.get((known ? LITTLE_PATIENCE : PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      SILENT_AT.set(System.nanoTime() | 1);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a wait for addresses cannot fail", e);
    }
  }
}
