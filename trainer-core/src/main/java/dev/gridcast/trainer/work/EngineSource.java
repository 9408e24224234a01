package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.network.Architecture;

/** Opens an engine once the files of a case have been found good: loading it may take seconds. */
@FunctionalInterface
public interface EngineSource {

  /**
   * The engine for a network, loaded.
   *
   * @param choice what the case asks for; one that is asked for by name is never swapped for
   *     another
   * @param architecture what it must support
   * @throws EngineUnavailableException when it cannot run on this machine, or lacks a layer
   */
  TrainingEngine open(EngineChoice choice, Architecture architecture)
      throws EngineUnavailableException;
}
