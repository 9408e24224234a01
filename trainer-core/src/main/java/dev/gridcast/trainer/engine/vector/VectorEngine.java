package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Weights;

/** Trains on one thread, in plain Java, to bits that depend on nothing but the case. */
public final class VectorEngine implements TrainingEngine {

  /** Changes whenever the same case would give other bits than before. */
  private static final String ARITHMETIC = "1";

  private final Kernels kernels;

  /** On {@link Kernels#best()}. */
  public VectorEngine() {
    this(Kernels.best());
  }

  /**
   * On kernels of choice.
   *
   * @param kernels any; all give the same bits
   */
  public VectorEngine(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public String name() {
    return "vector";
  }

  /** A number of the arithmetic, not of the registers: those change no bit. */
  @Override
  public String version() {
    return ARITHMETIC;
  }

  @Override
  public boolean supports(Architecture architecture) {
    return !architecture.layers().isEmpty()
        && architecture.layers().stream().allMatch(Stages::knows);
  }

  @Override
  public EngineNetwork build(Weights initial, TrainingOptions options) {
    if (!supports(initial.architecture())) {
      throw new IllegalArgumentException(
          "the vector engine has not all layers of " + initial.architecture());
    }
    return new VectorNetwork(kernels, initial, options);
  }
}
