package dev.gridcast.trainer.work;

import java.util.Locale;

/** Which engine an experiment asks for. */
public enum EngineChoice {
  /**
   * {@code dl4j} where it runs on a graphics card, else {@code vector} where it has every layer of
   * the network, else {@code dl4j}.
   */
  AUTO,
  /** Deeplearning4j, or nothing. */
  DL4J,
  /** Our own on the Vector API, or nothing. */
  VECTOR;

  /** The word in {@code parameters.csv} and in experiments. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
