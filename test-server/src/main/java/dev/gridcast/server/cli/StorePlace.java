package dev.gridcast.server.cli;

import dev.gridcast.server.core.ExperimentRecords;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.postgres.PostgresAddress;
import dev.gridcast.server.store.postgres.PostgresStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds the store: the options that all commands with a store have in common. */
final class StorePlace {

  /** Names the store when {@code --store} does not. */
  static final String VARIABLE = "GRIDCAST_STORE";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "gridcast-data/server",
      description = "Where the server keeps its data. Default: ${DEFAULT-VALUE}")
  private Path dataDir;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "A PostgreSQL database that keeps the cases and results instead of gridcast.db in the"
              + " data directory; several servers may share it:"
              + " postgresql://USER@HOST:PORT/DATABASE. The password comes from PGPASSWORD or"
              + " ~/.pgpass. Default: the environment variable GRIDCAST_STORE, if it is set.")
  private @Nullable String url;

  private final Map<String, String> environment;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before anybody asks
  StorePlace() {
    environment = System.getenv();
  }

  /** The folder that is the server's own, whatever its store is. */
  Path dataDirectory() {
    return dataDir;
  }

  /**
   * The store of an experiment, made if it is not there yet.
   *
   * @param directory the data directory, which is this server's alone
   * @throws UserError when it holds another experiment, or cannot be made
   */
  Store open(DataDirectory directory, Experiment experiment) throws UserError {
    Optional<PostgresAddress> shared = shared();
    return shared.isEmpty()
        ? Stores.open(directory.store(), experiment)
        : Stores.opened(() -> PostgresStore.open(shared.get(), ExperimentRecords.of(experiment)));
  }

  /**
   * The store, to read, whether a server is writing it or not.
   *
   * @throws UserError when there is none, or it cannot be read
   */
  Store openReadOnly() throws UserError {
    return existing(PostgresStore::openReadOnly, Stores::openReadOnly);
  }

  /**
   * The store of a server that was started before, to change it, whether that runs or not.
   *
   * @throws UserError when there is none, or it cannot be opened
   */
  Store openExisting() throws UserError {
    return existing(PostgresStore::openExisting, Stores::openExisting);
  }

  private Store existing(Function<PostgresAddress, Store> shared, OfDirectory own)
      throws UserError {
    Optional<PostgresAddress> address = shared();
    return address.isEmpty() ? own.open(dataDir) : Stores.opened(() -> shared.apply(address.get()));
  }

  /**
   * The database that keeps the store; empty when the data directory does.
   *
   * @throws UserError when what is given is no address of one
   */
  Optional<PostgresAddress> shared() throws UserError {
    String given = url != null ? url : environment.getOrDefault(VARIABLE, "").strip();
    if (given.isEmpty() && url == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PostgresAddress.parse(given, environment));
    } catch (StoreRefusedException e) {
      throw UserError.badInput((url != null ? "--store" : VARIABLE) + ": " + e.getMessage());
    }
  }

  /** The options that lead another command to the same store, to be shown to people. */
  String options() {
    // A variable that is set here is set for the next command, too; most often.
    return url == null ? "--data-dir " + dataDir : "--store '" + url + "'";
  }

  /** Opens the store of a data directory. */
  @FunctionalInterface
  private interface OfDirectory {
    Store open(Path dataDirectory) throws UserError;
  }
}
