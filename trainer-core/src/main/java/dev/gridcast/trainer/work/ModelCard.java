package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Flow;
import dev.gridcast.trainer.network.PlacedLayer;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.sample.SampleSpec;
import dev.gridcast.trainer.sample.Scaler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person must know to use a {@code model.safetensors} without this program: the network and
 * its tensors, what it is fed and how that is scaled, what its answers mean, and how good they are.
 */
public final class ModelCard {

  /** The number in the field {@code format}. */
  public static final int FORMAT = 1;

  private ModelCard() {}

  /**
   * The bytes of {@code model-card.json}. The same arguments give the same bytes.
   *
   * @param parameters of the case
   * @param scorer of the case: its scales and its network
   * @param evaluations errors of the model by the name of their range, for example {@code
   *     validation}
   * @param provenance where the model comes from, where that is known
   */
  public static byte[] write(
      CaseParameters parameters,
      CaseScorer scorer,
      Map<String, Evaluation> evaluations,
      Optional<Provenance> provenance) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = ResultWriter.JSON.createGenerator(bytes)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("model", parameters.model().key());
      architecture(json, scorer.architecture());
      inputs(json, scorer);
      outputs(json, scorer);
      json.writeObjectFieldStart("parameters");
      for (Map.Entry<String, String> parameter : parameters.toMap().entrySet()) {
        json.writeStringField(parameter.getKey(), parameter.getValue());
      }
      json.writeEndObject();
      for (Map.Entry<String, Evaluation> evaluation : new LinkedHashMap<>(evaluations).entrySet()) {
        json.writeObjectFieldStart(evaluation.getKey());
        EvaluationJson.write(json, evaluation.getValue());
        json.writeEndObject();
      }
      metrics(json);
      if (provenance.isPresent()) {
        json.writeObjectFieldStart("provenance");
        ResultWriter.provenance(json, provenance.get());
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void architecture(JsonGenerator json, Architecture architecture)
      throws IOException {
    json.writeObjectFieldStart("architecture");
    json.writeNumberField("features", architecture.features());
    json.writeNumberField("lags", architecture.lags());
    json.writeNumberField("outputs", architecture.outputs());
    json.writeNumberField("numbers", architecture.parameters());
    json.writeArrayFieldStart("layers");
    for (PlacedLayer placed : architecture.placed()) {
      json.writeStartObject();
      LayerJson.write(json, placed.layer());
      shape(json, "input", placed.input());
      shape(json, "output", placed.output());
      json.writeObjectFieldStart("tensors");
      for (TensorShape tensor : placed.tensors()) {
        numbers(json, tensor.name(), tensor.dimensions());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void shape(JsonGenerator json, String name, Flow flow) throws IOException {
    numbers(
        json,
        name,
        flow.sequence() ? List.of(flow.steps(), flow.channels()) : List.of(flow.channels()));
  }

  private static void numbers(JsonGenerator json, String name, List<Integer> numbers)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private static void inputs(JsonGenerator json, CaseScorer scorer) throws IOException {
    SampleSpec spec = scorer.samples().spec();
    json.writeArrayFieldStart("inputs");
    for (Map.Entry<String, Scaler> input : scorer.samples().inputScalers().entrySet()) {
      json.writeStartObject();
      String column = input.getKey();
      json.writeStringField("column", column);
      boolean relative = spec.reference().isPresent();
      json.writeStringField(
          "value",
          relative && spec.priceColumns().contains(column)
              ? "ln(value[t] / " + spec.reference().get() + "[t-1])"
              : relative && spec.priceDifferenceColumns().contains(column)
                  ? "value[t] / " + spec.reference().get() + "[t-1]"
                  : "value[t]");
      scaler(json, input.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void outputs(JsonGenerator json, CaseScorer scorer) throws IOException {
    SampleSpec spec = scorer.samples().spec();
    List<Scaler> scalers = scorer.samples().targetScalers();
    json.writeArrayFieldStart("outputs");
    int output = 0;
    for (int step = 1; step <= spec.horizon(); step++) {
      for (String label : spec.labels()) {
        json.writeStartObject();
        json.writeStringField("label", label);
        json.writeNumberField("step", step);
        json.writeStringField("target", spec.target().text());
        if (spec.reference().isPresent()) {
          json.writeStringField("reference", spec.reference().get());
        }
        scaler(json, scalers.get(output++));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /** {@code scaled = (value - offset) / width}, 0 where the width is 0. */
  private static void scaler(JsonGenerator json, Scaler scaler) throws IOException {
    json.writeStringField("scaler", scaler.kind().key());
    json.writeNumberField("offset", scaler.offset());
    json.writeNumberField("width", scaler.width());
  }

  private static void metrics(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("metrics");
    for (Metric metric : Metric.values()) {
      json.writeObjectFieldStart(metric.key());
      json.writeStringField("formula", metric.formula());
      json.writeStringField("unit", metric.unit());
      json.writeBooleanField("higherIsBetter", metric.higherIsBetter());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
