package dev.gridcast.server.store;

import dev.gridcast.protocol.message.Blob;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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

  public static Verification verification(double rmse) {
    return new Verification(
        rmse * 0.9,
        400,
        score(rmse, OptionalDouble.of(0.5625)),
        score(800, OptionalDouble.empty()),
        new NextCandle(
            Instant.parse("2026-11-21T12:00:00Z"), ordered("high", 91000.25, "low", 90500.5)));
  }

  private static Score score(double rmse, OptionalDouble direction) {
    return new Score(
        rmse,
        direction,
        ordered(
            "high", new LabelScore(rmse + 1, rmse / 2, OptionalDouble.of(0.75)),
            "low", new LabelScore(rmse - 1, rmse / 4, OptionalDouble.of(1e-7))));
  }

  private static <V> Map<String, V> ordered(String first, V one, String second, V two) {
    Map<String, V> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}
