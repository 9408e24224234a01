package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.Store;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command finds the store: the options that all commands with a store have in common. */
final class StorePlace {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "gridcast-data/server",
      description = "Where the server keeps its data. Default: ${DEFAULT-VALUE}")
  private Path dataDir;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before anybody asks
  StorePlace() {}

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
    return Stores.open(directory.store(), experiment);
  }

  /**
   * The store, to read, whether a server is writing it or not.
   *
   * @throws UserError when there is none, or it cannot be read
   */
  Store openReadOnly() throws UserError {
    return Stores.openReadOnly(dataDir);
  }

  /**
   * The store of a server that was started before, to change it, whether that runs or not.
   *
   * @throws UserError when there is none, or it cannot be opened
   */
  Store openExisting() throws UserError {
    return Stores.openExisting(dataDir);
  }

  /** The options that lead another command to the same store, to be shown to people. */
  String options() {
    return "--data-dir " + dataDir;
  }
}
