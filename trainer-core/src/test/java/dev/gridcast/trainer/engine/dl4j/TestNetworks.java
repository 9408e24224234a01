package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Small networks of every kind, and something for them to learn. */
final class TestNetworks {

  private static final int FEATURES = 3;
  private static final int LAGS = 12;
  private static final int OUTPUTS = 2;

  private TestNetworks() {}

  /** Every template that is a network, with as many layers as it may have of few, and dropout. */
  static Stream<Template> templates() {
    return Stream.of(Template.values()).filter(t -> t.fitting() != Template.Fitting.NONE);
  }

  static Architecture small(Template template, int layers, double dropout) {
    Map<TemplateParameter, Double> values = new EnumMap<>(TemplateParameter.class);
    values.put(TemplateParameter.UNITS, 6.0);
    values.put(TemplateParameter.LAYERS, (double) layers);
    values.put(TemplateParameter.FILTERS, 5.0);
    values.put(TemplateParameter.KERNEL, 3.0);
    values.put(TemplateParameter.POOL, 2.0);
    values.put(TemplateParameter.WIDTH, 8.0);
    values.put(TemplateParameter.HEADS, 2.0);
    values.put(TemplateParameter.FEED_FORWARD, 7.0);
    values.put(TemplateParameter.DROPOUT, dropout);
    values.keySet().retainAll(template.parameters());
    return template.architecture(values, FEATURES, LAGS, OUTPUTS);
  }

  /**
   * What no template has: dense layers on steps before a recurrent one, tanh, two moves in a row.
   */
  static Architecture odd() {
    return new Architecture(
        FEATURES,
        LAGS,
        OUTPUTS,
        List.of(
            new Layer.Dense(4, Activation.TANH),
            new Layer.Dropout(0.25),
            new Layer.Conv(5, 2, Activation.TANH),
            new Layer.MaxPool(3),
            new Layer.Gru(4),
            new Layer.Lstm(3),
            new Layer.Project(5),
            new Layer.Flatten(),
            new Layer.Dense(4, Activation.TANH),
            new Layer.Dropout(0.25),
            new Layer.Dense(OUTPUTS, Activation.IDENTITY)));
  }

  /** Random numbers in every tensor, biases too. */
  static Weights random(Architecture architecture, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> values = new HashMap<>();
    for (TensorShape tensor : architecture.tensors()) {
      float[] numbers = new float[tensor.elements()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian() * 0.4f;
      }
      values.put(tensor.name(), numbers);
    }
    return Weights.of(architecture, values);
  }

  /** Windows of noise; each target is the mean of the last row, halved for the second output. */
  static Samples samples(Architecture shape, int count) {
    Random random = new Random(5);
    int window = shape.lags() * shape.features();
    float[] inputs = new float[count * window];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextFloat();
    }
    float[] targets = new float[count * shape.outputs()];
    int[] rows = new int[count];
    for (int sample = 0; sample < count; sample++) {
      float sum = 0;
      for (int feature = 0; feature < shape.features(); feature++) {
        sum += inputs[(sample + 1) * window - 1 - feature];
      }
      for (int output = 0; output < shape.outputs(); output++) {
        targets[sample * shape.outputs() + output] = sum / shape.features() / (output + 1);
      }
      rows[sample] = sample;
    }
    return Samples.of(shape.lags(), shape.features(), shape.outputs(), inputs, targets, rows);
  }
}
