package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
