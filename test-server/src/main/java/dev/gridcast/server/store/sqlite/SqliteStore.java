package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreWriter;
import java.nio.file.Path;
import java.util.function.Function;

/** A store in one SQLite file. */
public final class SqliteStore implements Store {

  private SqliteStore() {}

  /** Opens or creates the file for this experiment. */
  public static SqliteStore open(Path file, ExperimentRecord experiment) {
    if (file != null) {
      throw new UnsupportedOperationException();
    }
    return new SqliteStore();
  }

  /** Opens an existing file to read, whether a server is writing it or not. */
  public static SqliteStore openReadOnly(Path file) {
    if (file != null) {
      throw new UnsupportedOperationException();
    }
    return new SqliteStore();
  }

  @Override
  public ExperimentRecord experiment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T write(Function<StoreWriter, T> change) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T read(Function<StoreReader, T> question) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
