package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Layer;
import java.io.IOException;
import java.util.Locale;

/** A layer in the words of a model card: its kind as {@code layer}, and its numbers beside it. */
final class LayerJson {

  private LayerJson() {}

  /** Writes the fields into the object that is open. */
  static void write(JsonGenerator json, Layer layer) throws IOException {
    if (layer instanceof Layer.Lstm lstm) {
      json.writeStringField("layer", "lstm");
      json.writeNumberField("units", lstm.units());
    } else if (layer instanceof Layer.Gru gru) {
      json.writeStringField("layer", "gru");
      json.writeNumberField("units", gru.units());
    } else if (layer instanceof Layer.LastStep) {
      json.writeStringField("layer", "last-step");
    } else if (layer instanceof Layer.Flatten) {
      json.writeStringField("layer", "flatten");
    } else if (layer instanceof Layer.Dense dense) {
      json.writeStringField("layer", "dense");
      json.writeNumberField("units", dense.units());
      activation(json, dense.activation());
    } else if (layer instanceof Layer.Conv conv) {
      json.writeStringField("layer", "conv");
      json.writeNumberField("filters", conv.filters());
      json.writeNumberField("kernel", conv.kernel());
      activation(json, conv.activation());
    } else if (layer instanceof Layer.MaxPool pool) {
      json.writeStringField("layer", "max-pool");
      json.writeNumberField("size", pool.size());
    } else if (layer instanceof Layer.Dropout dropout) {
      json.writeStringField("layer", "dropout");
      json.writeNumberField("rate", dropout.rate());
    } else if (layer instanceof Layer.Project project) {
      json.writeStringField("layer", "project");
      json.writeNumberField("width", project.width());
    } else if (layer instanceof Layer.Encoder encoder) {
      json.writeStringField("layer", "encoder");
      json.writeNumberField("heads", encoder.heads());
      json.writeNumberField("feed-forward", encoder.feedForward());
    } else {
      throw new IllegalStateException("a layer without words: " + layer);
    }
  }

  private static void activation(JsonGenerator json, Activation activation) throws IOException {
    json.writeStringField("activation", activation.name().toLowerCase(Locale.ROOT));
  }
}
