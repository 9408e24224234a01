package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.Store;

/** Opens the store that a server works on. */
@FunctionalInterface
interface StoreOpener {

  /** In the data directory itself, as servers do that share nothing. */
  StoreOpener IN_THE_DATA_DIRECTORY =
      (directory, experiment) -> Stores.open(directory.store(), experiment);

  /** See {@link StorePlace#open}. */
  Store open(DataDirectory directory, Experiment experiment) throws UserError;
}
