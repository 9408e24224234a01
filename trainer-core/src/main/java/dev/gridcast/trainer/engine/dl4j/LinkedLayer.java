package dev.gridcast.trainer.engine.dl4j;

import java.util.List;

/**
 * Where a layer of the library keeps tensors of ours.
 *
 * @param index of the layer in the library's network
 * @param links its tensors
 */
record LinkedLayer(int index, List<TensorLink> links) {
  LinkedLayer {
    links = List.copyOf(links);
  }

  /** The library's name of a parameter within its network. */
  String parameter(TensorLink link) {
    return index + "_" + link.parameter();
  }
}
