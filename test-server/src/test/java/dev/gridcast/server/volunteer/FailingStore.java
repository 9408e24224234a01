package dev.gridcast.server.volunteer;

import dev.gridcast.server.store.Changes;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store whose disk can be full. */
record FailingStore(Store store, AtomicBoolean full) implements Store {

  @Override
  public void onChange(Consumer<Changes> listener) {
    store.onChange(listener);
  }

  @Override
  public void offChange(Consumer<Changes> listener) {
    store.offChange(listener);
  }

  @Override
  public ExperimentRecord experiment() {
    return store.experiment();
  }

  @Override
  public <T> T write(Function<StoreWriter, T> change) {
    if (full.get()) {
      throw new StoreException("the disk is full");
    }
    return store.write(change);
  }

  @Override
  public <T> T read(Function<StoreReader, T> question) {
    return store.read(question);
  }

  @Override
  public void close() {
    store.close();
  }
}
