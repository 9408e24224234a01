package dev.gridcast.trainer.engine;

import dev.gridcast.trainer.network.Weights;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that an engine needs to go on as if it had never stopped.
 *
 * @param weights learned so far
 * @param optimizer the optimiser's memory, by names that only the same engine understands; the
 *     arrays are not copied
 * @param step how many steps the optimiser has taken
 */
public record EngineState(Weights weights, Map<String, float[]> optimizer, long step) {
  public EngineState {
    optimizer = Map.copyOf(new TreeMap<>(optimizer));
  }
}
