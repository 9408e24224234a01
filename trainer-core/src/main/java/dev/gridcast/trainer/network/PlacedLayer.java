package dev.gridcast.trainer.network;

import java.util.List;

/**
 * A layer in its place in a network.
 *
 * <p>Tensors bear PyTorch's names and shapes wherever PyTorch has the layer: {@code nn.LSTM} (its
 * second bias, always zero here, is not stored), {@code nn.GRU}, {@code nn.Conv1d}, {@code
 * nn.Linear}, {@code nn.TransformerEncoderLayer}.
 *
 * @param layer what it is
 * @param input what it takes
 * @param output what it gives
 * @param tensors what it learns, in the order of the model file; empty where nothing
 */
public record PlacedLayer(Layer layer, Flow input, Flow output, List<TensorShape> tensors) {
  public PlacedLayer {
    tensors = List.copyOf(tensors);
  }
}
