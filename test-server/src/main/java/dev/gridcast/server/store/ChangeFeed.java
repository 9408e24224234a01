package dev.gridcast.server.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which cases and volunteers changed since somebody last asked: for those who keep a picture of the
 * store. Thread-safe; meant for one asker.
 *
 * <p>It hears of the changes of this process alone. What another process changes (a command of the
 * operator, a second server on the same database) must be found by looking.
 */
public final class ChangeFeed implements AutoCloseable {

  private final Store store;
  private final Consumer<Changes> ear = this::add;
  private Set<Long> cases = new HashSet<>();
  private Set<String> leases = new HashSet<>();
  private Set<String> volunteers = new HashSet<>();

  private ChangeFeed(Store store) {
    this.store = store;
  }

  /** A feed of everything that changes from now on. */
  public static ChangeFeed of(Store store) {
    ChangeFeed feed = new ChangeFeed(store);
    store.onChange(feed.ear);
    return feed;
  }

  /**
   * What changed.
   *
   * @param cases indexes of cases
   * @param volunteers identities of volunteers
   */
  public record Changed(Set<Long> cases, Set<String> volunteers) {

    public Changed {
      cases = Set.copyOf(cases);
      volunteers = Set.copyOf(volunteers);
    }

    /** Whether nothing did. */
    public boolean isEmpty() {
      return cases.isEmpty() && volunteers.isEmpty();
    }
  }

  /** What changed since the last call, at once. */
  public Changed poll() {
    Set<Long> changedCases;
    Set<String> changedLeases;
    Set<String> changedVolunteers;
    synchronized (this) {
      changedCases = cases;
      changedLeases = leases;
      changedVolunteers = volunteers;
      cases = new HashSet<>();
      leases = new HashSet<>();
      volunteers = new HashSet<>();
    }
    if (!changedLeases.isEmpty()) {
      try {
        store.read(
            reader -> {
              for (String lease : changedLeases) {
                reader.attempt(lease).ifPresent(attempt -> changedCases.add(attempt.caseIndex()));
              }
              return true;
            });
      } catch (StoreException e) {
        synchronized (this) { // told again when the store answers again
          cases.addAll(changedCases);
          leases.addAll(changedLeases);
          volunteers.addAll(changedVolunteers);
        }
        throw e;
      }
    }
    return new Changed(changedCases, changedVolunteers);
  }

  /**
   * Like {@link #poll}, but waits until something changed, at most so long. Empty when nothing did,
   * or when the feed was closed.
   */
  public Changed await(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    synchronized (this) {
      for (long left = end - System.nanoTime();
          left > 0 && cases.isEmpty() && leases.isEmpty() && volunteers.isEmpty();
          left = end - System.nanoTime()) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    }
    return poll();
  }

  private synchronized void add(Changes changes) {
    cases.addAll(changes.cases());
    leases.addAll(changes.leases());
    volunteers.addAll(changes.volunteers());
    notifyAll();
  }

  /** Hears nothing more. */
  @Override
  public void close() {
    store.offChange(ear);
  }
}
