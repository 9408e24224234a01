package dev.gridcast.trainer.work;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Errors of a model and of the baselines, to JSON and strictly back. */
final class EvaluationJson {

  /** Prices beyond this are no prices; squares of it are still far from overflow. */
  static final double HUGE = 1e100;

  private EvaluationJson() {}

  /** The fields of an object that has been begun. */
  static void write(JsonGenerator json, Evaluation evaluation) throws IOException {
    json.writeNumberField("samples", evaluation.samples());
    metrics(json, evaluation.model());
    json.writeObjectFieldStart("baselines");
    for (Map.Entry<Baseline, Metrics> baseline : evaluation.baselines().entrySet()) {
      json.writeObjectFieldStart(baseline.getKey().key());
      OptionalDouble skill = evaluation.skill(baseline.getKey());
      if (skill.isPresent()) {
        json.writeNumberField("skill", skill.getAsDouble());
      }
      metrics(json, baseline.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void metrics(JsonGenerator json, Metrics metrics) throws IOException {
    figures(json, metrics.pooled());
    json.writeObjectFieldStart("perLabel");
    for (Map.Entry<String, LabelMetrics> label : metrics.perLabel().entrySet()) {
      json.writeObjectFieldStart(label.getKey());
      figures(json, label.getValue().values());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, Map<Metric, Double> figures) throws IOException {
    for (Map.Entry<Metric, Double> figure : figures.entrySet()) {
      json.writeNumberField(figure.getKey().key(), figure.getValue());
    }
  }

  /** Reads a whole object. */
  static Evaluation read(StrictObject object, List<String> labels) throws ResultFileException {
    int samples = object.whole("samples", 1, Integer.MAX_VALUE);
    Metrics model = metrics(object, labels);
    StrictObject baselines = object.object("baselines");
    Map<Baseline, Metrics> found = new EnumMap<>(Baseline.class);
    for (Baseline baseline : Baseline.values()) {
      if (baseline == Baseline.PERSISTENCE || baselines.has(baseline.key())) {
        StrictObject one = baselines.object(baseline.key());
        // Follows from the two errors; what a trainer says of it is read and not believed.
        one.optional("skill", -HUGE, 1);
        found.put(baseline, metrics(one, labels));
        one.end();
      }
    }
    baselines.end();
    object.end();
    return new Evaluation(samples, model, found);
  }

  private static Metrics metrics(StrictObject object, List<String> labels)
      throws ResultFileException {
    StrictObject perLabel = object.objectOf("perLabel", labels);
    Map<String, LabelMetrics> metrics = new LinkedHashMap<>();
    for (String label : labels) {
      StrictObject one = perLabel.object(label);
      metrics.put(label, new LabelMetrics(figures(one, EnumSet.of(Metric.RMSE, Metric.MAE))));
      one.end();
    }
    return new Metrics(figures(object, EnumSet.of(Metric.RMSE)), metrics);
  }

  private static Map<Metric, Double> figures(StrictObject object, Set<Metric> needed)
      throws ResultFileException {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      double least = Math.max(metric.least(), -HUGE);
      double most = Math.min(metric.most(), HUGE);
      if (needed.contains(metric)) {
        figures.put(metric, object.number(metric.key(), least, most));
      } else {
        object.optional(metric.key(), least, most).ifPresent(value -> figures.put(metric, value));
      }
    }
    return figures;
  }
}
