package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TemplateTest {

  @Test
  void lstm() {
    assertThat(tensors(Template.LSTM, "units=6 layers=2 dropout=0.5"))
        .containsExactly(
            "lstm.weight_ih_l0[24,3]",
            "lstm.weight_hh_l0[24,6]",
            "lstm.bias_ih_l0[24]",
            "lstm.weight_ih_l1[24,6]",
            "lstm.weight_hh_l1[24,6]",
            "lstm.bias_ih_l1[24]",
            "dense.weight[2,6]",
            "dense.bias[2]");
    assertThat(layers(Template.LSTM, "units=6 layers=2 dropout=0.5"))
        .containsExactly(
            new Layer.Lstm(6),
            new Layer.Dropout(0.5),
            new Layer.Lstm(6),
            new Layer.LastStep(),
            new Layer.Dropout(0.5),
            new Layer.Dense(2, Activation.IDENTITY));
    assertThat(architecture(Template.LSTM, "units=6")).isEqualTo(Architecture.lstm(3, 20, 6, 2));
  }

  @Test
  void gru() {
    assertThat(tensors(Template.GRU, "units=6"))
        .containsExactly(
            "gru.weight_ih_l0[18,3]",
            "gru.weight_hh_l0[18,6]",
            "gru.bias_ih_l0[18]",
            "gru.bias_hh_l0[18]",
            "dense.weight[2,6]",
            "dense.bias[2]");
  }

  @Test
  void dnn() {
    assertThat(tensors(Template.DNN, "units=6 layers=2"))
        .containsExactly(
            "hidden.0.weight[6,60]",
            "hidden.0.bias[6]",
            "hidden.1.weight[6,6]",
            "hidden.1.bias[6]",
            "dense.weight[2,6]",
            "dense.bias[2]");
    assertThat(layers(Template.DNN, "units=6 dropout=0.1"))
        .containsExactly(
            new Layer.Flatten(),
            new Layer.Dense(6, Activation.RELU),
            new Layer.Dropout(0.1),
            new Layer.Dense(2, Activation.IDENTITY));
  }

  @Test
  void cnn() {
    // 20 steps: kernel 5 leaves 16, the pool 8, kernel 3 leaves 6, the pool 3.
    assertThat(tensors(Template.CNN, "filters=4 layers=2 pool=2"))
        .containsExactly(
            "conv.0.weight[4,3,5]",
            "conv.0.bias[4]",
            "conv.1.weight[4,4,3]",
            "conv.1.bias[4]",
            "dense.weight[2,12]",
            "dense.bias[2]");
    assertThat(layers(Template.CNN, "filters=4 kernel=2 dropout=0.1"))
        .containsExactly(
            new Layer.Conv(4, 2, Activation.RELU),
            new Layer.Flatten(),
            new Layer.Dropout(0.1),
            new Layer.Dense(2, Activation.IDENTITY));
  }

  @Test
  void cdnn() {
    assertThat(tensors(Template.CDNN, "filters=4 units=6 layers=2 pool=2"))
        .containsExactly(
            "conv.0.weight[4,3,5]",
            "conv.0.bias[4]",
            "hidden.0.weight[6,4]",
            "hidden.0.bias[6]",
            "hidden.1.weight[6,6]",
            "hidden.1.bias[6]",
            "dense.weight[2,48]",
            "dense.bias[2]");
  }

  @Test
  void clstm() {
    assertThat(tensors(Template.CLSTM, "filters=4 units=6"))
        .containsExactly(
            "conv.0.weight[4,3,5]",
            "conv.0.bias[4]",
            "lstm.weight_ih_l0[24,4]",
            "lstm.weight_hh_l0[24,6]",
            "lstm.bias_ih_l0[24]",
            "dense.weight[2,6]",
            "dense.bias[2]");
  }

  @Test
  void transformer() {
    assertThat(tensors(Template.TRANSFORMER, "width=8 heads=2 feed-forward=12"))
        .containsExactly(
            "projection.weight[8,3]",
            "projection.bias[8]",
            "encoder.layers.0.self_attn.in_proj_weight[24,8]",
            "encoder.layers.0.self_attn.in_proj_bias[24]",
            "encoder.layers.0.self_attn.out_proj.weight[8,8]",
            "encoder.layers.0.self_attn.out_proj.bias[8]",
            "encoder.layers.0.linear1.weight[12,8]",
            "encoder.layers.0.linear1.bias[12]",
            "encoder.layers.0.linear2.weight[8,12]",
            "encoder.layers.0.linear2.bias[8]",
            "encoder.layers.0.norm1.weight[8]",
            "encoder.layers.0.norm1.bias[8]",
            "encoder.layers.0.norm2.weight[8]",
            "encoder.layers.0.norm2.bias[8]",
            "dense.weight[2,8]",
            "dense.bias[2]");
    assertThat(tensors(Template.TRANSFORMER, "layers=3")).hasSize(3 * 12 + 4);
  }

  @Test
  void linear() {
    assertThat(tensors(Template.LINEAR, "ridge=0.5"))
        .containsExactly("dense.weight[2,60]", "dense.bias[2]");
  }

  @Test
  void theNaiveOnesLearnNothing() {
    for (Template template : List.of(Template.PERSISTENCE, Template.SEASONAL_NAIVE)) {
      assertThat(template.architecture(Map.of(), 0, 1, 4)).isEqualTo(Architecture.naive(4));
      assertThat(template.fitting()).isEqualTo(Template.Fitting.NONE);
    }
    assertThat(Architecture.naive(4).parameters()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theirDefaultsAreInTheirRangesAndMakeANetwork(Template template) {
    for (TemplateParameter parameter : template.parameters()) {
      assertThat(parameter.standard()).isBetween(parameter.least(), parameter.most());
    }
    Map<TemplateParameter, Double> standard = new EnumMap<>(TemplateParameter.class);
    template.parameters().forEach(p -> standard.put(p, p.standard()));
    assertThat(template.architecture(standard, 3, 20, 2))
        .isEqualTo(template.architecture(Map.of(), 3, 20, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LSTM | units=0 | units must be between 1 and 4096: 0",
        "LSTM | units=4097 | units must be between 1 and 4096: 4097",
        "LSTM | units=2.5 | units must be a whole number: 2.5",
        "LSTM | units=NaN | units must be between 1 and 4096: NaN",
        "GRU | layers=6 | layers must be between 1 and 5: 6",
        "GRU | layers=0 | layers must be between 1 and 5: 0",
        "DNN | dropout=0.95 | dropout must be between 0 and 0.9: 0.95",
        "DNN | dropout=-0.1 | dropout must be between 0 and 0.9: -0.1",
        "DNN | filters=3 | model dnn has no parameter filters",
        "PERSISTENCE | units=3 | model persistence has no parameter units",
        "SEASONAL_NAIVE | season=0 | season must be between 1 and 10000: 0",
        "LINEAR | ridge=Infinity | ridge must be between 0 and 1000000000: Infinity",
        "CNN | kernel=21 | a convolution of kernel 21 cannot take the 20 steps",
        "CNN | pool=4 layers=3 | a pool of 4 cannot take the 2 steps that are left; use more lags",
        "CDNN | pool=16 kernel=6 | a pool of 16 cannot take the 15 steps",
        "CLSTM | kernel=64 | cannot take the 20 steps that are left; use more lags",
        "TRANSFORMER | width=30 heads=4 | width must be a multiple of heads: 30 is none of 4",
        "LSTM | units=4096 | use fewer units, filters, features or lags",
        "GRU | units=4096 layers=5 | use fewer units, filters, features or lags"
      })
  void refuseWhatIsNoNetworkAndSayWhy(Template template, String values, String message) {
    assertThatThrownBy(() -> architecture(template, values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PERSISTENCE", "SEASONAL_NAIVE"})
  void refuseTheLargestNumbersOfAllWithoutOverflow(Template template) {
    Map<TemplateParameter, Double> values = new EnumMap<>(TemplateParameter.class);
    template.parameters().forEach(p -> values.put(p, p.most()));
    values.replace(TemplateParameter.POOL, 1.0);
    assertThatThrownBy(
            () ->
                template.architecture(
                    values, Architecture.MAX_FEATURES, Architecture.MAX_LAGS, 1_024))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than " + Architecture.MAX_PARAMETERS);
  }

  private static List<String> tensors(Template template, String values) {
    return architecture(template, values).tensors().stream()
        .map(shape -> shape.name() + shape.describe())
        .toList();
  }

  private static List<Layer> layers(Template template, String values) {
    return architecture(template, values).layers();
  }

  /** Of 3 features, 20 lags and 2 outputs. */
  private static Architecture architecture(Template template, String values) {
    Map<TemplateParameter, Double> map = new EnumMap<>(TemplateParameter.class);
    for (String value : values.split(" ", -1)) {
      String[] parts = value.split("=", -1);
      map.put(parameter(parts[0]), Double.valueOf(parts[1]));
    }
    return template.architecture(map, 3, 20, 2);
  }

  private static TemplateParameter parameter(String key) {
    return Stream.of(TemplateParameter.values())
        .filter(p -> p.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
