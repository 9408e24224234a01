package dev.gridcast.trainer.engine;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Weights;

/** A library that can fit a network. One engine may build many networks, one after the other. */
public interface TrainingEngine {

  /** Its name in experiments and provenance, for example {@code dl4j}. */
  String name();

  /** The version of the library, and of its native part where that matters. */
  String version();

  /** Whether it has every layer of that network. */
  boolean supports(Architecture architecture);

  /**
   * A network to be fitted.
   *
   * @param initial the weights to begin with, from {@link
   *     dev.gridcast.trainer.network.InitialWeights}
   * @return a network that the caller closes
   * @throws IllegalArgumentException when it does not support the architecture
   */
  EngineNetwork build(Weights initial, TrainingOptions options);
}
