package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.server.lease.Lease;
import dev.gridcast.server.store.CaseRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lease that one client works on, as this connection knows it: what the screen shows, and what
 * is given back when the client asks for another case instead. Thread-safe.
 */
final class HeldLease {

  /**
   * How often at most a heartbeat reaches the disk. The lease lasts ten times as long, so nothing
   * is lost when the ones between only reach the screen.
   */
  static final Duration STORE_EVERY = Duration.ofSeconds(3);

  private final Reception reception;
  private final String peer;

  private @Nullable String token;
  private long caseIndex;
  private boolean mayBeGivenBack;
  private @Nullable Instant storedAt;

  HeldLease(Reception reception, String peer) {
    this.reception = reception;
    this.peer = peer;
  }

  /** A case was leased in this connection. */
  synchronized void granted(Lease lease) {
    remember(lease.token(), lease.testCase().index());
    mayBeGivenBack = true;
    storedAt = reception.now();
    reception.room().works(peer, lease.token(), caseIndex, null);
  }

  /** Keeps a lease alive; false when it is lost. */
  synchronized boolean keep(String lease, @Nullable Progress progress, Instant now) {
    boolean known = lease.equals(token);
    boolean fresh = known && storedAt != null && now.isBefore(storedAt.plus(STORE_EVERY));
    if (!fresh) {
      if (!reception.desk().heartbeat(lease)) {
        ended(lease);
        return false;
      }
      if (!known) {
        // Leased in an earlier connection, perhaps to an earlier run of this server.
        Optional<CaseRow> leased = reception.leasedCase(lease);
        if (leased.isEmpty()) {
          return false;
        }
        remember(lease, leased.get().index());
        mayBeGivenBack = false;
      }
      storedAt = now;
    }
    reception.room().works(peer, lease, caseIndex, progress);
    return true;
  }

  /** The lease has ended, one way or another. */
  synchronized void ended(String lease) {
    if (lease.equals(token)) {
      forget();
    }
  }

  /** Whether the end of the lease was stored is not known: it must not be given back. */
  synchronized void outcomeUnknown(@Nullable String lease) {
    if (lease != null && lease.equals(token)) {
      mayBeGivenBack = false;
    }
  }

  /** The client says that it trains nothing. */
  synchronized void idle() {
    reception.room().rests(peer);
  }

  /** The client wants another case: it cannot be at work on the one it was given before. */
  synchronized void giveBackUnfinished() {
    String unfinished = token;
    boolean back = mayBeGivenBack;
    forget();
    if (unfinished != null && back) {
      reception.desk().giveBack(unfinished);
    }
  }

  /** The lease that a client speaks of; null when it speaks of none. */
  static @Nullable String namedIn(Message message) {
    if (message instanceof Result result) {
      return result.lease();
    }
    if (message instanceof Failure failure) {
      return failure.lease();
    }
    if (message instanceof GiveBack giveBack) {
      return giveBack.lease();
    }
    return message instanceof Heartbeat heartbeat ? heartbeat.lease() : null;
  }

  private void remember(String lease, long index) {
    token = lease;
    caseIndex = index;
  }

  private void forget() {
    token = null;
    storedAt = null;
    mayBeGivenBack = false;
    reception.room().rests(peer);
  }
}
