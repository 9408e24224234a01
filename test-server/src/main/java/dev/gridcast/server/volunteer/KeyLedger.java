package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What each key has of its {@link KeyQuotas}, over all of its connections. Remembers a key for a
 * minute after its last connection, so that coming again does not refill anything. Thread-safe.
 */
final class KeyLedger {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final double SECONDS = 60;

  /** The share of a minute's requests that may come at once. */
  private static final double BURST = 0.1;

  private final KeyQuotas quotas;
  private final Map<PeerKey, Account> accounts = new HashMap<>();

  KeyLedger(KeyQuotas quotas) {
    this.quotas = quotas;
  }

  KeyQuotas quotas() {
    return quotas;
  }

  /** A key has one connection more, whether it may or not. */
  synchronized Account enter(PeerKey key, Instant now) {
    Account account = accounts.computeIfAbsent(key, who -> new Account(now));
    account.connections++;
    return account;
  }

  /** What all connections of a key keep to, together; also of one that is about to come. */
  synchronized RateLimits bytesOf(PeerKey key, Instant now) {
    Account account = accounts.computeIfAbsent(key, who -> new Account(now));
    if (account.connections == 0) {
      account.leftAt = now; // remembered until it has come
    }
    return account.bytes;
  }

  /** A connection of {@link #enter} has ended. */
  synchronized void leave(Account account, Instant now) {
    account.connections--;
    account.leftAt = now;
  }

  /** How many connections a key has. */
  synchronized int connections(PeerKey key) {
    Account account = accounts.get(key);
    return account == null ? 0 : account.connections;
  }

  /** Forgets keys that went a while ago. To be called now and then. */
  synchronized void forget(Instant now) {
    accounts
        .values()
        .removeIf(
            account -> account.connections == 0 && !now.isBefore(account.leftAt.plus(REMEMBERED)));
  }

  /** Of how many keys something is known. */
  synchronized int size() {
    return accounts.size();
  }

  /** What one key has. */
  final class Account {

    private final RateLimits bytes = new RateLimits(RateClock.system());
    private int connections;
    private double requests = quotas.requestsPerMinute() * BURST;
    private Instant refilledAt;
    private Instant leftAt;

    private Account(Instant now) {
      refilledAt = now;
      leftAt = now;
      bytes.sendAtMost(perSecond());
      bytes.receiveAtMost(perSecond());
    }

    private long perSecond() {
      return Math.max(RateLimits.LOWEST, (long) (quotas.bytesPerMinute() / SECONDS));
    }

    /** Whether it has more connections than it may. */
    boolean isCrowded() {
      synchronized (KeyLedger.this) {
        return connections > quotas.connections();
      }
    }

    /** Takes one request out of its minute; false when there is none left. */
    boolean take(Instant now) {
      synchronized (KeyLedger.this) {
        double seconds = Math.max(0, Duration.between(refilledAt, now).toMillis() / 1000.0);
        double perMinute = quotas.requestsPerMinute();
        requests = Math.min(perMinute * BURST, requests + seconds * perMinute / SECONDS);
        refilledAt = now;
        if (requests < 1) {
          return false;
        }
        requests--;
        return true;
      }
    }
  }
}
