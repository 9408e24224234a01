package dev.gridcast.server.store;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values for tests of everything above the store. */
public final class Samples {

  public static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  public static final Blob MODEL = Blob.copyOf(new byte[] {1, 2, 3});

  private Samples() {}

  public static ExperimentRecord experiment(long totalCases) {
    return new ExperimentRecord(
        "demo",
        "name: demo\n",
        "5".repeat(64),
        "d".repeat(64),
        totalCases,
        List.of("high", "low"),
        List.of("experiment", "lags", "units"),
        List.of("lags", "units"));
  }

  public static Map<String, String> parameters(long index) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("experiment", "demo, \"quoted\"");
    parameters.put("lags", Long.toString(5 + index));
    parameters.put("units", "16");
    return parameters;
  }

  public static CaseRow leasedCase(long index) {
    return new CaseRow(index, "case-" + index, parameters(index), CaseState.LEASED, 0);
  }

  public static Claim claim(double validationRmse) {
    return new Claim(validationRmse, 50, 41, 12.5, "dl4j 1.0.0-M2.1");
  }

  /** What an older release kept of a result: persistence alone, and fewer figures. */
  public static Verification verification(double rmse) {
    return new Verification(
        rmse * 0.9,
        new Evaluation(
            400,
            metrics(rmse, Map.of(Metric.DIRECTIONAL_ACCURACY, 0.5625)),
            metrics(800, Map.of())),
        List.of(candle("2026-11-21T12:00:00Z", 91000.25)));
  }

  /** What is kept of a result now: every figure, every baseline, more rows than one. */
  public static Verification fullVerification(double rmse) {
    Map<Metric, Double> more =
        Map.of(
            Metric.MAE, rmse / 2,
            Metric.MAPE, 1.5,
            Metric.SMAPE, 1.25,
            Metric.MASE, 0.875,
            Metric.R2, -0.5,
            Metric.DIRECTIONAL_ACCURACY, 0.5625);
    return new Verification(
        rmse * 0.9,
        new Evaluation(
            400,
            metrics(rmse, more),
            Map.of(
                Baseline.PERSISTENCE, metrics(800, more),
                Baseline.SEASONAL_NAIVE, metrics(900, more),
                Baseline.LINEAR, metrics(750, Map.of()))),
        List.of(candle("2026-11-21T12:00:00Z", 91000.25), candle("2026-11-21T16:00:00Z", 91002)));
  }

  /** What the server found of a result of the vector engine. */
  public static Scoring scoring(double rmse, String modelSha256) {
    return new Scoring(verification(rmse), new Fingerprint("vector", "1", "cpu", modelSha256));
  }

  private static NextCandle candle(String time, double high) {
    return new NextCandle(Instant.parse(time), ordered("high", high, "low", high - 499.75));
  }

  private static Metrics metrics(double rmse, Map<Metric, Double> more) {
    Map<Metric, Double> pooled = new EnumMap<>(Metric.class);
    pooled.putAll(more);
    pooled.put(Metric.RMSE, rmse);
    return new Metrics(
        pooled,
        ordered("high", label(rmse + 1, rmse / 2, 0.75), "low", label(rmse - 1, rmse / 4, 1e-7)));
  }

  private static LabelMetrics label(double rmse, double mae, double mape) {
    return new LabelMetrics(Map.of(Metric.RMSE, rmse, Metric.MAE, mae, Metric.MAPE, mape));
  }

  private static <V> Map<String, V> ordered(String first, V one, String second, V two) {
    Map<String, V> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}
