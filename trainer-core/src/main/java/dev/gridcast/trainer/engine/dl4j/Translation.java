package dev.gridcast.trainer.engine.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * One of our layers in Deeplearning4j's words.
 *
 * @param layer what computes the same
 * @param links where it keeps our tensors; empty where it learns nothing
 */
record Translation(Layer layer, List<TensorLink> links) {
  Translation {
    links = List.copyOf(links);
  }

  /** A layer that learns nothing. */
  static Translation of(Layer layer) {
    return new Translation(layer, List.of());
  }
}
