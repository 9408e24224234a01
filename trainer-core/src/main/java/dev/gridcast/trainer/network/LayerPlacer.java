package dev.gridcast.trainer.network;

import java.util.ArrayList;
import java.util.List;

/** Puts layers behind one another: what flows between them, and what their tensors are called. */
final class LayerPlacer {

  private final List<PlacedLayer> placed = new ArrayList<>();
  private Flow flow;
  private int lstms;
  private int grus;
  private int convolutions;
  private int hidden;
  private int encoders;
  private boolean projected;

  private LayerPlacer(Flow input) {
    this.flow = input;
  }

  /**
   * @throws IllegalArgumentException when a layer cannot take what comes to it
   */
  static List<PlacedLayer> place(Flow input, List<Layer> layers) {
    LayerPlacer placer = new LayerPlacer(input);
    for (int i = 0; i < layers.size(); i++) {
      placer.add(layers.get(i), i == layers.size() - 1);
    }
    return List.copyOf(placer.placed);
  }

  private void add(Layer layer, boolean last) {
    if (layer instanceof Layer.Lstm lstm) {
      recurrent(layer, "lstm", lstms++, 4, lstm.units(), false);
    } else if (layer instanceof Layer.Gru gru) {
      recurrent(layer, "gru", grus++, 3, gru.units(), true);
    } else if (layer instanceof Layer.LastStep) {
      requireSequence(layer);
      put(layer, Flow.flat(flow.channels()), List.of());
    } else if (layer instanceof Layer.Flatten) {
      requireSequence(layer);
      put(layer, Flow.flat(flow.size()), List.of());
    } else if (layer instanceof Layer.Dense dense) {
      String name = last ? "dense" : "hidden." + hidden++;
      Flow output = new Flow(flow.steps(), dense.units(), flow.sequence());
      put(layer, output, linear(name, dense.units(), flow.channels()));
    } else if (layer instanceof Layer.Conv conv) {
      convolution(conv);
    } else if (layer instanceof Layer.MaxPool pool) {
      pool(pool);
    } else if (layer instanceof Layer.Dropout) {
      put(layer, flow, List.of());
    } else if (layer instanceof Layer.Project project) {
      requireSequence(layer);
      if (projected) {
        throw new IllegalArgumentException("there can be only one projection: " + layer);
      }
      projected = true;
      Flow output = Flow.sequence(flow.steps(), project.width());
      put(layer, output, linear("projection", project.width(), flow.channels()));
    } else if (layer instanceof Layer.Encoder encoder) {
      encoder(encoder);
    } else {
      throw new IllegalArgumentException("unknown layer " + layer);
    }
  }

  private void recurrent(
      Layer layer, String name, int number, int gates, int units, boolean secondBias) {
    requireSequence(layer);
    List<TensorShape> tensors = new ArrayList<>();
    tensors.add(TensorShape.of(name + ".weight_ih_l" + number, gates * units, flow.channels()));
    tensors.add(TensorShape.of(name + ".weight_hh_l" + number, gates * units, units));
    tensors.add(TensorShape.of(name + ".bias_ih_l" + number, gates * units));
    if (secondBias) {
      tensors.add(TensorShape.of(name + ".bias_hh_l" + number, gates * units));
    }
    put(layer, Flow.sequence(flow.steps(), units), tensors);
  }

  private void convolution(Layer.Conv conv) {
    requireSequence(conv);
    if (conv.kernel() > flow.steps()) {
      throw tooShort("a convolution of kernel " + conv.kernel());
    }
    String name = "conv." + convolutions++;
    put(
        conv,
        Flow.sequence(flow.steps() - conv.kernel() + 1, conv.filters()),
        List.of(
            TensorShape.of(name + ".weight", conv.filters(), flow.channels(), conv.kernel()),
            TensorShape.of(name + ".bias", conv.filters())));
  }

  private void pool(Layer.MaxPool pool) {
    requireSequence(pool);
    if (pool.size() > flow.steps()) {
      throw tooShort("a pool of " + pool.size());
    }
    put(pool, Flow.sequence(flow.steps() / pool.size(), flow.channels()), List.of());
  }

  private void encoder(Layer.Encoder encoder) {
    requireSequence(encoder);
    int width = flow.channels();
    if (width % encoder.heads() != 0) {
      throw new IllegalArgumentException(
          "width must be a multiple of heads: " + width + " is none of " + encoder.heads());
    }
    String name = "encoder.layers." + encoders++ + ".";
    List<TensorShape> tensors = new ArrayList<>();
    tensors.add(TensorShape.of(name + "self_attn.in_proj_weight", 3 * width, width));
    tensors.add(TensorShape.of(name + "self_attn.in_proj_bias", 3 * width));
    tensors.addAll(linear(name + "self_attn.out_proj", width, width));
    tensors.addAll(linear(name + "linear1", encoder.feedForward(), width));
    tensors.addAll(linear(name + "linear2", width, encoder.feedForward()));
    for (String norm : List.of("norm1", "norm2")) {
      tensors.add(TensorShape.of(name + norm + ".weight", width));
      tensors.add(TensorShape.of(name + norm + ".bias", width));
    }
    put(encoder, flow, tensors);
  }

  private static List<TensorShape> linear(String name, int outputs, int inputs) {
    return List.of(
        TensorShape.of(name + ".weight", outputs, inputs), TensorShape.of(name + ".bias", outputs));
  }

  private void requireSequence(Layer layer) {
    if (!flow.sequence()) {
      throw new IllegalArgumentException(layer + " takes a sequence, not " + flow);
    }
  }

  private IllegalArgumentException tooShort(String what) {
    return new IllegalArgumentException(
        what + " cannot take the " + flow.steps() + " steps that are left; use more lags");
  }

  private void put(Layer layer, Flow output, List<TensorShape> tensors) {
    placed.add(new PlacedLayer(layer, flow, output, tensors));
    flow = output;
  }
}
