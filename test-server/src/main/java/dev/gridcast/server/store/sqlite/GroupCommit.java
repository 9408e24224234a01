package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.jdbc.JdbcWriter;
import dev.gridcast.server.store.jdbc.Questions;
import dev.gridcast.server.store.jdbc.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of many threads in few transactions: waiting for the disk is what takes long,
 * and one wait does for all.
 *
 * <p>Who finds nobody at work makes its own change and those of all who came meanwhile, commits
 * them together, and lets them go. Who comes alone waits for nobody. A change that throws is undone
 * alone; when the commit fails, nothing of the group has happened.
 */
final class GroupCommit implements AutoCloseable {

  /** Bounds how long those at the front wait for those behind them. */
  private static final int LARGEST_GROUP = 256;

  private final Path file;
  private final Sql sql;
  private final Questions questions;
  private final ReentrantLock atWork = new ReentrantLock();
  private final ConcurrentLinkedQueue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong commits = new AtomicLong();
  private boolean closed;

  GroupCommit(Path file, Sql sql, Questions questions) {
    this.file = file;
    this.sql = sql;
    this.questions = questions;
  }

  /** Makes one change; it is on the disk when this returns. */
  <T> T write(Function<StoreWriter, T> change) {
    if (atWork.isHeldByCurrentThread()) {
      throw new IllegalStateException("a change must not call the store again");
    }
    Pending<T> mine = new Pending<>(change);
    waiting.add(mine);
    boolean interrupted = false;
    while (!mine.done) {
      if (atWork.tryLock()) {
        try {
          if (!mine.done) {
            makeChanges();
          }
        } finally {
          atWork.unlock();
        }
        wakeFirst();
      } else {
        LockSupport.park(this);
        // Whether the change happened must be known, so an interrupt has to wait.
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return mine.answer();
  }

  /** How many transactions there were. */
  long commits() {
    return commits.get();
  }

  /** How many changes nobody has begun with. */
  int waiting() {
    return waiting.size();
  }

  /** After the lock was given back: who came in vain is in the queue by now. */
  private void wakeFirst() {
    Pending<?> first = waiting.peek();
    if (first != null) {
      LockSupport.unpark(first.thread);
    }
  }

  private void makeChanges() {
    List<Pending<?>> made = new ArrayList<>();
    List<Pending<?>> failed = new ArrayList<>();
    try {
      if (closed) {
        throw new StoreException("the store " + file + " is closed");
      }
      sql.run("BEGIN IMMEDIATE");
      for (int i = 0; i < LARGEST_GROUP; i++) {
        Pending<?> next = waiting.poll();
        if (next == null) {
          break;
        }
        make(next, made, failed);
      }
      commit();
    } catch (RuntimeException | Error e) {
      undo(e);
      // Nothing was begun, or everything was undone: what has not failed by itself fails by this.
      Pending<?> first = made.isEmpty() && failed.isEmpty() ? waiting.poll() : null;
      if (first != null) {
        made.add(first);
      }
      made.forEach(pending -> pending.failure = e);
    }
    made.forEach(Pending::letGo);
    failed.forEach(Pending::letGo);
  }

  private void make(Pending<?> next, List<Pending<?>> made, List<Pending<?>> failed) {
    // The first needs no way back of its own.
    boolean first = made.isEmpty();
    try {
      if (!first) {
        sql.run("SAVEPOINT change");
      }
      next.run(new JdbcWriter(sql, questions));
      if (!first) {
        sql.run("RELEASE change");
      }
      made.add(next);
    } catch (RuntimeException | Error e) {
      next.failure = e;
      failed.add(next);
      if (first) {
        undo(e);
        sql.run("BEGIN IMMEDIATE");
      } else {
        undoChange(e);
      }
    }
  }

  private void undoChange(Throwable failure) {
    try {
      sql.run("ROLLBACK TO change");
      sql.run("RELEASE change");
    } catch (StoreException gone) {
      // As on a full disk: the changes before this one are gone as well.
      failure.addSuppressed(gone);
      throw new StoreException(
          "the store " + file + " had to undo every change at hand: " + failure.getMessage(),
          failure);
    }
  }

  private void commit() {
    sql.run("COMMIT");
    commits.incrementAndGet();
  }

  private void undo(Throwable failure) {
    try {
      sql.run("ROLLBACK");
    } catch (StoreException rollback) {
      // SQLite rolls back by itself on some errors; the first error is the one to tell.
      failure.addSuppressed(rollback);
    }
  }

  /** Waits for the changes at work; later ones fail. */
  @Override
  public void close() {
    atWork.lock();
    try {
      closed = true;
      sql.close();
    } finally {
      atWork.unlock();
    }
    wakeFirst();
  }

  /** A change and who waits for it. */
  private static final class Pending<T> {

    private final Function<StoreWriter, T> change;
    private final Thread thread = Thread.currentThread();
    private @Nullable T result;
    private @Nullable Throwable failure;
    private volatile boolean done;

    Pending(Function<StoreWriter, T> change) {
      this.change = change;
    }

    void run(StoreWriter writer) {
      result = change.apply(writer);
    }

    void letGo() {
      done = true;
      if (thread != Thread.currentThread()) {
        LockSupport.unpark(thread);
      }
    }

    // A change that returns null, although its type says it does not, gets its null.
    @SuppressWarnings("NullAway")
    T answer() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
      return result;
    }
  }
}
