package dev.gridcast.protocol.webrtc;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Ends many connections at once. */
final class Shutdown {

  private Shutdown() {}

  /** Lets each flush what it has, side by side, and then closes them all in any case. */
  static void closeAll(Collection<Connection> connections, Executor pool, Duration limit) {
    CompletableFuture<?>[] closing =
        connections.stream()
            .map(each -> CompletableFuture.runAsync(each.peer()::close, pool))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(closing)
        .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    connections.forEach(Connection::close);
  }
}
