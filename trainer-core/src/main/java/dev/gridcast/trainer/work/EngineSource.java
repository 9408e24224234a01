package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.TrainingEngine;

/** Opens an engine once the files of a case have been found good: loading it takes seconds. */
@FunctionalInterface
public interface EngineSource {

  /**
   * The engine, loaded.
   *
   * @throws EngineUnavailableException when it cannot run on this machine
   */
  TrainingEngine open() throws EngineUnavailableException;
}
