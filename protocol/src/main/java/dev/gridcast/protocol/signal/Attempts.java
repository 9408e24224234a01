package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.PeerKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One offer comes on several ways and makes one connection: the first makes the answer, the others
 * wait for it. Bounded. Thread-safe.
 */
final class Attempts {

  private static final int MOST = 10_000;
  private static final long WAIT_SECONDS = 40;

  private record Attempt(PeerKey from, String token) {}

  private record Expiry(Instant at, Attempt attempt) {}

  /** Makes the answer, once. */
  @FunctionalInterface
  interface Maker {
    String make() throws OfferRefusedException, InterruptedException;
  }

  private final Map<Attempt, CompletableFuture<String>> answers = new HashMap<>();
  private final PriorityQueue<Expiry> expiries =
      new PriorityQueue<>(Comparator.comparing(Expiry::at));

  /** The answer to an attempt, made now or before. */
  String answer(PeerKey from, String token, Instant now, Instant until, Maker maker)
      throws OfferRefusedException, InterruptedException {
    CompletableFuture<String> made = new CompletableFuture<>();
    CompletableFuture<String> before = register(new Attempt(from, token), now, until, made);
    if (before != null) {
      return await(before);
    }
    try {
      made.complete(maker.make());
    } catch (OfferRefusedException | InterruptedException | RuntimeException | Error e) {
      made.completeExceptionally(e);
      throw e;
    }
    return await(made);
  }

  private synchronized @Nullable CompletableFuture<String> register(
      Attempt attempt, Instant now, Instant until, CompletableFuture<String> made)
      throws OfferRefusedException {
    Expiry first = expiries.peek();
    while (first != null && first.at().isBefore(now)) {
      expiries.poll();
      answers.remove(first.attempt());
      first = expiries.peek();
    }
    CompletableFuture<String> before = answers.get(attempt);
    if (before == null) {
      if (answers.size() >= MOST) {
        throw OfferRefusedException.unavailable("too many connections are being made");
      }
      answers.put(attempt, made);
      expiries.add(new Expiry(until, attempt));
    }
    return before;
  }

  private static String await(CompletableFuture<String> answer)
      throws OfferRefusedException, InterruptedException {
    try {
      return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof OfferRefusedException refused
          ? refused
          : OfferRefusedException.unavailable("the server failed; its log says where");
    } catch (TimeoutException e) {
      throw OfferRefusedException.unavailable("the answer takes too long");
    }
  }
}
