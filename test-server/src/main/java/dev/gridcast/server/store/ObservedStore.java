package dev.gridcast.server.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store that knows whether it failed when it was last used. Closes the store that it watches. */
public final class ObservedStore implements Store {

  private final Store store;

  // Apart: on a full disk every question is answered, and that mends nothing.
  private volatile @Nullable String unwritten;
  private volatile @Nullable String unread;

  /** Watches that store. */
  public ObservedStore(Store store) {
    this.store = store;
  }

  /**
   * What was wrong with the last change or question, one line for people; empty when nothing was.
   */
  public Optional<String> fault() {
    return Optional.ofNullable(unwritten).or(() -> Optional.ofNullable(unread));
  }

  @Override
  public <T> T write(Function<StoreWriter, T> change) {
    try {
      T answer = store.write(change);
      unwritten = null;
      return answer;
    } catch (StoreException e) {
      unwritten = String.valueOf(e.getMessage());
      throw e;
    }
  }

  @Override
  public <T> T read(Function<StoreReader, T> question) {
    try {
      T answer = store.read(question);
      unread = null;
      return answer;
    } catch (StoreException e) {
      unread = String.valueOf(e.getMessage());
      throw e;
    }
  }

  @Override
  public ExperimentRecord experiment() {
    return store.experiment();
  }

  @Override
  public boolean shared() {
    return store.shared();
  }

  @Override
  public void onChange(Consumer<Changes> listener) {
    store.onChange(listener);
  }

  @Override
  public void offChange(Consumer<Changes> listener) {
    store.offChange(listener);
  }

  @Override
  public void backup(Path target) {
    store.backup(target);
  }

  @Override
  public List<String> check() {
    return store.check();
  }

  @Override
  public List<String> tables() {
    return store.tables();
  }

  @Override
  public void export(Collection<String> tables, boolean weights, TableSink sink) {
    store.export(tables, weights, sink);
  }

  @Override
  public void close() {
    store.close();
  }
}
