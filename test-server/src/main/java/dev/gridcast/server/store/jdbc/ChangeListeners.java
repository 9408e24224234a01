package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.Changes;
import dev.gridcast.server.store.StoreWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know what changed in a store. Thread-safe. */
public final class ChangeListeners {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeListeners.class);

  private final List<Consumer<Changes>> listeners = new CopyOnWriteArrayList<>();

  /** Adds one. */
  public void add(Consumer<Changes> listener) {
    listeners.add(listener);
  }

  /** Removes one. */
  public void remove(Consumer<Changes> listener) {
    listeners.remove(listener);
  }

  /**
   * Makes a change and tells the listeners what it touched, once it is durable.
   *
   * @param commit makes a change in a transaction of its own, perhaps after some that failed, and
   *     returns when it is durable
   */
  public <T> T telling(
      Function<StoreWriter, T> change, Function<Function<StoreWriter, T>, T> commit) {
    if (listeners.isEmpty()) {
      return commit.apply(change);
    }
    AtomicReference<StoreWriter> last = new AtomicReference<>();
    T answer =
        commit.apply(
            writer -> {
              last.set(writer);
              return change.apply(writer);
            });
    if (last.get() instanceof JdbcWriter writer) {
      tell(writer.changes());
    }
    return answer;
  }

  private void tell(Changes changes) {
    if (changes.isEmpty()) {
      return;
    }
    for (Consumer<Changes> listener : listeners) {
      try {
        listener.accept(changes);
      } catch (RuntimeException e) {
        // The change is on the disk: whoever made it must not take it for failed.
        LOG.error("a listener to changes failed", e);
      }
    }
  }
}
