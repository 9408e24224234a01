package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Layer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerJsonTest {

  @Test
  void tellsTheKindOfEachLayerAndItsNumbers() {
    List<Layer> every =
        List.of(
            new Layer.Lstm(5),
            new Layer.Gru(6),
            new Layer.LastStep(),
            new Layer.Flatten(),
            new Layer.Dense(7, Activation.RELU),
            new Layer.Conv(8, 3, Activation.TANH),
            new Layer.MaxPool(2),
            new Layer.Dropout(0.25),
            new Layer.Project(16),
            new Layer.Encoder(4, 32));
    assertThat(every.stream().map(LayerJsonTest::json))
        .containsExactly(
            "{\"layer\":\"lstm\",\"units\":5}",
            "{\"layer\":\"gru\",\"units\":6}",
            "{\"layer\":\"last-step\"}",
            "{\"layer\":\"flatten\"}",
            "{\"layer\":\"dense\",\"units\":7,\"activation\":\"relu\"}",
            "{\"layer\":\"conv\",\"filters\":8,\"kernel\":3,\"activation\":\"tanh\"}",
            "{\"layer\":\"max-pool\",\"size\":2}",
            "{\"layer\":\"dropout\",\"rate\":0.25}",
            "{\"layer\":\"project\",\"width\":16}",
            "{\"layer\":\"encoder\",\"heads\":4,\"feed-forward\":32}");
    assertThat(every).hasSize(Layer.class.getPermittedSubclasses().length);
  }

  private static String json(Layer layer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      LayerJson.write(json, layer);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
