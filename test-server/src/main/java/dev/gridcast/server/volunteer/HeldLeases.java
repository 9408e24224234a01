package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.server.lease.Lease;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.volunteer.VolunteerRoom.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The leases that one client works on, as this connection knows them: what the screen shows, how
 * many more it may have, and what is given back when the client no longer names it. Thread-safe.
 */
final class HeldLeases {

  private final Reception reception;
  private final String peer;
  private final Map<String, Held> byLease = new LinkedHashMap<>();
  private int atMost = 1;

  HeldLeases(Reception reception, String peer) {
    this.reception = reception;
    this.peer = peer;
  }

  /**
   * What is known of one lease.
   *
   * @param request the number of the request that it was granted to on this connection; 0 when it
   *     was granted on an earlier one
   * @param mayBeGivenBack whether it was granted here and certainly has not ended
   * @param storedAt when its last heartbeat reached the disk
   */
  private record Held(
      long caseIndex,
      long request,
      boolean mayBeGivenBack,
      Instant storedAt,
      @Nullable Progress progress) {

    Held told(@Nullable Progress latest) {
      return new Held(caseIndex, request, mayBeGivenBack, storedAt, latest);
    }

    Held stored(Instant now) {
      return new Held(caseIndex, request, mayBeGivenBack, now, progress);
    }

    Held outcomeUnknown() {
      return new Held(caseIndex, request, false, storedAt, progress);
    }
  }

  /** How many cases a client may have at a time whose machine has so many processors. */
  static int mostFor(int cpus) {
    return Math.max(1, Math.min(cpus, Limits.MAX_CASES));
  }

  /** The client has said what it runs on. */
  synchronized void greeted(int cpus) {
    atMost = mostFor(cpus);
  }

  /** Whether the client has as many cases as its machine may have. */
  synchronized boolean isFull() {
    return byLease.size() >= atMost;
  }

  /** All that the client works on, as far as this connection knows. */
  synchronized Set<String> leases() {
    return Set.copyOf(byLease.keySet());
  }

  /** A case was leased in this connection, in answer to a request. */
  synchronized void granted(Lease lease, long request) {
    byLease.put(
        lease.token(), new Held(lease.testCase().index(), request, true, reception.now(), null));
    show();
  }

  /**
   * Keeps leases alive.
   *
   * @return those that are lost
   */
  synchronized Set<String> keep(List<CaseProgress> cases, Instant now) {
    Set<String> lost = store(cases, now);
    for (CaseProgress told : cases) {
      byLease.computeIfPresent(told.lease(), (lease, held) -> held.told(told.progress()));
    }
    show();
    return lost;
  }

  /** Brings to the disk what was not there lately; the leases that are lost. */
  private Set<String> store(List<CaseProgress> cases, Instant now) {
    List<String> due =
        cases.stream().map(CaseProgress::lease).filter(lease -> isDue(lease, now)).toList();
    if (due.isEmpty()) {
      return Set.of();
    }
    Set<String> lost = new HashSet<>(reception.desk().heartbeat(due));
    byLease.keySet().removeAll(lost);
    for (String lease : due) {
      if (byLease.containsKey(lease)) {
        byLease.computeIfPresent(lease, (same, held) -> held.stored(now));
      } else if (!lost.contains(lease)) {
        // Leased in an earlier connection, perhaps to an earlier run of this server.
        Optional<CaseRow> leased = reception.leasedCase(lease);
        if (leased.isPresent() && byLease.size() < Limits.MAX_CASES) {
          byLease.put(lease, new Held(leased.get().index(), 0, false, now, null));
        }
      }
    }
    return lost;
  }

  private boolean isDue(String lease, Instant now) {
    Held held = byLease.get(lease);
    return held == null || !now.isBefore(held.storedAt().plus(reception.rhythm().storeEvery()));
  }

  /** The lease has ended, one way or another. */
  synchronized void ended(String lease) {
    if (byLease.remove(lease) != null) {
      show();
    }
  }

  /** Whether the end of the lease was stored is not known: it must not be given back. */
  synchronized void outcomeUnknown(@Nullable String lease) {
    if (lease != null) {
      byLease.computeIfPresent(lease, (same, held) -> held.outcomeUnknown());
    }
  }

  /**
   * The client no longer works on what it does not name: that goes back. What was granted to a
   * request whose answer it had not heard then it cannot name.
   *
   * @param answered up to which request it had heard the answers
   */
  synchronized void giveBackAllBut(Collection<String> named, long answered) {
    List<String> back = new ArrayList<>();
    byLease
        .entrySet()
        .removeIf(
            entry -> {
              Held held = entry.getValue();
              boolean gone = held.request() <= answered && !named.contains(entry.getKey());
              if (gone && held.mayBeGivenBack()) {
                back.add(entry.getKey());
              }
              return gone;
            });
    show();
    back.forEach(reception.desk()::giveBack);
  }

  /**
   * The client may not go on: all of its cases go back, also those that it had before it connected.
   */
  synchronized void giveBackAll() {
    List<String> back = List.copyOf(byLease.keySet());
    byLease.clear();
    show();
    back.forEach(reception.desk()::giveBack); // of one that has ended nothing comes
  }

  /** A case that the client never heard of goes back. */
  synchronized void giveBackUnheard(String lease) {
    ended(lease);
    reception.desk().giveBack(lease);
  }

  private void show() {
    reception
        .room()
        .works(
            peer,
            byLease.entrySet().stream()
                .map(
                    entry ->
                        new Work(
                            entry.getKey(),
                            entry.getValue().caseIndex(),
                            entry.getValue().progress()))
                .toList());
  }

  /** The lease that a client wants to end; null when it wants to end none. */
  static @Nullable String endedBy(Message message) {
    if (message instanceof Result result) {
      return result.lease();
    }
    if (message instanceof Failure failure) {
      return failure.lease();
    }
    return message instanceof GiveBack giveBack ? giveBack.lease() : null;
  }
}
