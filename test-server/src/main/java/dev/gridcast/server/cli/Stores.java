package dev.gridcast.server.cli;

import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the stores of data directories for the commands. */
final class Stores {

  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  private Stores() {}

  /**
   * The store of an experiment, made if it is not there yet.
   *
   * @throws UserError when the file holds another experiment, or the disk does not take it
   */
  static Store open(Path file, Experiment experiment) throws UserError {
    return opened(() -> SqliteStore.open(file, ExperimentRecords.of(experiment)));
  }

  /**
   * The store of a data directory, to read, whether a server is writing it or not.
   *
   * @throws UserError when there is none, or it cannot be read
   */
  static Store openReadOnly(Path dataDirectory) throws UserError {
    Path file = existing(dataDirectory);
    return opened(() -> SqliteStore.openReadOnly(file));
  }

  /**
   * The store of a data directory, to change it, whether a server is writing it or not.
   *
   * @throws UserError when there is none, or it cannot be opened
   */
  static Store openExisting(Path dataDirectory) throws UserError {
    Path file = existing(dataDirectory);
    return opened(
        () -> {
          ExperimentRecord experiment;
          try (Store store = SqliteStore.openReadOnly(file)) {
            experiment = store.experiment();
          }
          return SqliteStore.open(file, experiment);
        });
  }

  private static Path existing(Path dataDirectory) throws UserError {
    Path file = DataDirectory.storeOf(dataDirectory);
    if (!Files.isRegularFile(file)) {
      throw UserError.badInput(
          "no results in "
              + dataDirectory.toAbsolutePath().normalize()
              + ": there is no "
              + file.getFileName()
              + "; say with --data-dir where the server keeps its data");
    }
    return file;
  }

  /**
   * What that opens.
   *
   * @throws UserError when it cannot be opened, with the store's own words
   */
  static Store opened(Supplier<Store> opening) throws UserError {
    try {
      return opening.get();
    } catch (StoreException e) {
      LOG.error("the store cannot be opened", e);
      throw UserError.badInput(e.getMessage());
    }
  }
}
