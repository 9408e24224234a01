package dev.gridcast.benchmark.server;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Results as they come in: of the size of a small network's, with figures that differ. */
final class Samples {

  /** Bytes of a model: an LSTM of eight units on three columns and its header. */
  static final int MODEL_BYTES = 2048;

  static final String RESULT_JSON = "{\"format\": 2, \"notes\": \"" + "x".repeat(900) + "\"}";

  private static final List<String> LABELS = List.of("high", "low", "close");

  private Samples() {}

  static Claim claim(long index) {
    return new Claim(rmse(index), 50, 40, 12.5, "vector 1");
  }

  /** Bytes that do not repeat, as weights do not. */
  static Blob model(long index) {
    byte[] bytes = new byte[MODEL_BYTES];
    new SplittableRandom(index).nextBytes(bytes);
    return Blob.wrap(bytes);
  }

  static Scoring scoring(long index) {
    byte[] sha = new byte[32];
    new SplittableRandom(index).nextBytes(sha);
    return new Scoring(
        new Verification(
            rmse(index),
            new Evaluation(400, metrics(rmse(index)), Map.of(Baseline.PERSISTENCE, metrics(650))),
            List.of(
                new NextCandle(
                    Instant.parse("2026-11-21T00:00:00Z"),
                    Map.of("high", 101.0, "low", 99.0, "close", 100.0)))),
        new Fingerprint("vector", "1", "cpu amd64", HexFormat.of().formatHex(sha)));
  }

  /** Spread over the cases, so that ranks are found all over the index. */
  private static double rmse(long index) {
    return 600 + new SplittableRandom(index).nextDouble(100);
  }

  private static Metrics metrics(double rmse) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      figures.put(metric, metric == Metric.RMSE ? rmse : 0.5);
    }
    Map<String, LabelMetrics> labels = new LinkedHashMap<>();
    LABELS.forEach(label -> labels.put(label, new LabelMetrics(figures)));
    return new Metrics(figures, labels);
  }
}
