package dev.gridcast.server.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The memory of one experiment. Safe to use from many threads.
 *
 * <p>Changes happen one at a time, each in one transaction: when {@link #write} returns, all of it
 * is on disk; when it throws, none of it happened. Questions see one moment, even while changes go
 * on.
 */
public interface Store extends AutoCloseable {

  /** The experiment whose store this is. */
  ExperimentRecord experiment();

  /** Whether other servers may work on it at the same time. */
  default boolean shared() {
    return false;
  }

  /**
   * Makes one change, durable when this returns. The writer must not be kept, and {@code change}
   * must not call the store again.
   *
   * @throws StoreException when the disk refuses; nothing happened then
   */
  <T> T write(Function<StoreWriter, T> change);

  /** Makes one change that has no answer. See {@link #write}. */
  default void update(Consumer<StoreWriter> change) {
    write(
        writer -> {
          change.accept(writer);
          return true;
        });
  }

  /**
   * Calls {@code listener} after every change that this store makes from now on, on the thread that
   * made it, when it is durable and before {@link #write} returns; it must be quick. Changes that
   * others make, through another store on the same database, are not told.
   */
  void onChange(Consumer<Changes> listener);

  /** Calls a listener of {@link #onChange} no more. */
  void offChange(Consumer<Changes> listener);

  /**
   * Asks one or more questions about one moment. The reader must not be kept.
   *
   * @throws StoreException when the file cannot be read
   */
  <T> T read(Function<StoreReader, T> question);

  /**
   * Writes a copy of this moment into a new file, while changes go on. The copy is whole, and on
   * the disk, when it bears its name.
   *
   * @throws StoreRefusedException when the file is there already, or this kind of store has tools
   *     of its own for that
   * @throws StoreException when it cannot be written
   */
  default void backup(Path target) {
    throw new StoreRefusedException("this kind of store is backed up with its own tools");
  }

  /**
   * Looks for what must never be: damage of the file, rows that contradict each other. Takes
   * minutes for a million results; changes go on meanwhile.
   *
   * @return what was found, a line each; empty when all is well
   */
  default List<String> check() {
    throw new StoreRefusedException("this kind of store cannot be checked");
  }

  /** The names of the tables that {@link #export} knows, in the order in which it gives them. */
  default List<String> tables() {
    return List.of();
  }

  /**
   * Gives whole tables of one moment, in constant memory: everything but the secrets of the leases
   * that are open.
   *
   * @param tables which of {@link #tables}
   * @param weights whether also the bytes of the returned models
   */
  default void export(Collection<String> tables, boolean weights, TableSink sink) {
    throw new StoreRefusedException("this kind of store cannot be exported");
  }

  /** Closes the store. Open questions fail; what was written stays. */
  @Override
  void close();
}
