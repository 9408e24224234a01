package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

  private static final Architecture SMALL = Architecture.lstm(3, 5, 4, 2);

  @Test
  void namesTensorsAndShapesAsPyTorchDoes() {
    assertThat(SMALL.tensors())
        .extracting(TensorShape::toString)
        .containsExactly(
            "TensorShape[name=lstm.weight_ih_l0, dimensions=[16, 3]]",
            "TensorShape[name=lstm.weight_hh_l0, dimensions=[16, 4]]",
            "TensorShape[name=lstm.bias_ih_l0, dimensions=[16]]",
            "TensorShape[name=dense.weight, dimensions=[2, 4]]",
            "TensorShape[name=dense.bias, dimensions=[2]]");
  }

  @Test
  void countsItsParameters() {
    assertThat(SMALL.parameters())
        .isEqualTo(SMALL.tensors().stream().mapToInt(TensorShape::elements).sum());
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,1,1,features",
    "4097,1,1,1,features",
    "1,0,1,1,lags",
    "1,10001,1,1,lags",
    "1,1,0,1,units",
    "1,1,4097,1,units",
    "1,1,1,0,units",
    "1,1,1,1025,outputs"
  })
  void refusesNumbersOutOfRangeByName(int features, int lags, int units, int labels, String name) {
    assertThatThrownBy(() -> Architecture.lstm(features, lags, units, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be between 1 and");
  }

  @Test
  void refusesNetworksThatWouldNotFitIntoMemory() {
    assertThatThrownBy(() -> Architecture.lstm(10, 10, 4096, 1))
        .hasMessageContaining("use fewer units");
  }

  @Test
  void flowsFromLayerToLayer() {
    Architecture architecture =
        network(
            new Layer.Conv(4, 3, Activation.RELU),
            new Layer.MaxPool(2),
            new Layer.Dense(7, Activation.RELU),
            new Layer.Dropout(0.5),
            new Layer.Flatten());
    assertThat(architecture.placed())
        .extracting(placed -> placed.input() + " -> " + placed.output())
        .containsExactly(
            "10 steps of 3 -> 8 steps of 4",
            "8 steps of 4 -> 4 steps of 4",
            "4 steps of 4 -> 4 steps of 7",
            "4 steps of 7 -> 4 steps of 7",
            "4 steps of 7 -> 28 numbers",
            "28 numbers -> 2 numbers");
  }

  @Test
  void refusesLayersThatCannotTakeWhatComesToThem() {
    Layer flat = new Layer.Flatten();
    for (Layer layer :
        List.of(
            new Layer.Lstm(1),
            new Layer.Gru(1),
            new Layer.LastStep(),
            new Layer.Flatten(),
            new Layer.Conv(1, 1, Activation.RELU),
            new Layer.MaxPool(1),
            new Layer.Project(1),
            new Layer.Encoder(1, 1))) {
      assertThatThrownBy(() -> network(flat, layer))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(layer + " takes a sequence, not 30 numbers");
    }
    assertThatThrownBy(() -> network(new Layer.Encoder(2, 1), flat))
        .hasMessage("width must be a multiple of heads: 3 is none of 2");
    assertThatThrownBy(() -> network(new Layer.Project(2), new Layer.Project(2), flat))
        .hasMessageContaining("only one projection");
  }

  @Test
  void refusesAnyOtherHead() {
    for (List<Layer> layers :
        List.<List<Layer>>of(
            List.of(new Layer.Dense(2, Activation.IDENTITY)),
            List.of(new Layer.Flatten()),
            List.of(new Layer.Flatten(), new Layer.Dense(2, Activation.RELU)),
            List.of(new Layer.Flatten(), new Layer.Dense(3, Activation.IDENTITY)),
            List.of(
                new Layer.Flatten(),
                new Layer.Dense(2, Activation.IDENTITY),
                new Layer.Dropout(0.1)))) {
      assertThatThrownBy(() -> new Architecture(3, 10, 2, layers))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the last layer must be dense, flat, linear and of 2 units");
    }
  }

  @Test
  void refusesSizesOutOfRangeAndTooManyLayers() {
    assertThatThrownBy(() -> new Layer.Lstm(0)).hasMessage("units must be between 1 and 4096: 0");
    assertThatThrownBy(() -> new Layer.Gru(4_097)).hasMessageStartingWith("units must be");
    assertThatThrownBy(() -> new Layer.Dense(-1, Activation.RELU)).hasMessageContaining("units");
    assertThatThrownBy(() -> new Layer.Conv(0, 1, Activation.RELU)).hasMessageContaining("filters");
    assertThatThrownBy(() -> new Layer.Conv(1, 0, Activation.RELU)).hasMessageContaining("kernel");
    assertThatThrownBy(() -> new Layer.MaxPool(0)).hasMessageContaining("pool");
    assertThatThrownBy(() -> new Layer.Project(0)).hasMessageContaining("width");
    assertThatThrownBy(() -> new Layer.Encoder(0, 1)).hasMessageContaining("heads");
    assertThatThrownBy(() -> new Layer.Encoder(1, 0)).hasMessageContaining("feed-forward");
    for (double rate : new double[] {0, 1, -0.5, Double.NaN}) {
      assertThatThrownBy(() -> new Layer.Dropout(rate)).hasMessageContaining("dropout");
    }
    Layer[] many = new Layer[Architecture.MAX_LAYERS];
    Arrays.fill(many, new Layer.MaxPool(1));
    assertThatThrownBy(() -> network(many)).hasMessage("layers must be between 0 and 32: 33");
  }

  private static Architecture network(Layer... body) {
    return new Architecture(
        3,
        10,
        2,
        Stream.concat(Stream.of(body), Stream.of(new Layer.Dense(2, Activation.IDENTITY)))
            .toList());
  }

  @Test
  void weightsRefuseWhatDoesNotFitAndNameTheTensor() {
    Map<String, float[]> good = arrays();
    assertThat(Weights.of(SMALL, good).tensors()).hasSize(5);

    Map<String, float[]> missing = arrays();
    missing.remove("dense.bias");
    assertThatThrownBy(() -> Weights.of(SMALL, missing)).hasMessage("tensor dense.bias is missing");

    Map<String, float[]> extra = arrays();
    extra.put("lstm.bias_hh_l0", new float[16]);
    assertThatThrownBy(() -> Weights.of(SMALL, extra)).hasMessageContaining("no others");

    Map<String, float[]> size = arrays();
    size.put("dense.bias", new float[3]);
    assertThatThrownBy(() -> Weights.of(SMALL, size))
        .hasMessage("tensor dense.bias must have 2 numbers, not 3");

    Map<String, float[]> infinite = arrays();
    infinite.put("dense.bias", new float[] {0, Float.POSITIVE_INFINITY});
    assertThatThrownBy(() -> Weights.of(SMALL, infinite))
        .hasMessage("tensor dense.bias holds Infinity at position 1");
  }

  @Test
  void weightsCannotBeChangedFromOutside() {
    Map<String, float[]> values = arrays();
    float[] bias = {0, 0};
    values.put("dense.bias", bias);
    Weights weights = Weights.of(SMALL, values);
    String before = weights.sha256();
    bias[0] = 9;
    weights.tensor("dense.bias").toArray()[0] = 9;
    assertThat(weights.sha256()).isEqualTo(before);
    assertThatThrownBy(() -> weights.tensor("dense")).hasMessageContaining("dense.weight");
    assertThat(weights.tensors())
        .extracting(Tensor::shape)
        .containsExactlyElementsOf(List.copyOf(SMALL.tensors()));
  }

  private static Map<String, float[]> arrays() {
    Map<String, float[]> values = new TreeMap<>();
    SMALL.tensors().forEach(shape -> values.put(shape.name(), new float[shape.elements()]));
    return values;
  }
}
