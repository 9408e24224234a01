package dev.gridcast.trainer.engine;

import dev.gridcast.trainer.network.Architecture;

/** A library that can fit a network. One engine may build many networks, one after the other. */
public interface TrainingEngine {

  /** Its name in provenance, for example {@code dl4j}. */
  String name();

  /** The version of the library, and of its native part where that matters. */
  String version();

  /**
   * A network with its first weights, which the seed determines.
   *
   * @return a network that the caller closes
   */
  EngineNetwork build(Architecture architecture, TrainingOptions options);
}
