package dev.gridcast.server.store;

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
   * Asks one or more questions about one moment. The reader must not be kept.
   *
   * @throws StoreException when the file cannot be read
   */
  <T> T read(Function<StoreReader, T> question);

  /** Closes the store. Open questions fail; what was written stays. */
  @Override
  void close();
}
