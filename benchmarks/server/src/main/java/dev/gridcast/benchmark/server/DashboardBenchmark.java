package dev.gridcast.benchmark.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.server.insight.ColumnInfo;
import dev.gridcast.server.insight.ResultBoard;
import dev.gridcast.server.insight.ResultQuery;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the dashboard's table of results; prints one figure a line: name, value, unit, better.
 *
 * <p>Arguments: {@code board} and a store's file, for the table by itself; or {@code pages}, the
 * address of a dashboard, and how many rounds, for pages over HTTP.
 */
public final class DashboardBenchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MATRICES = 5;

  private DashboardBenchmark() {}

  /** Measures. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("board")) {
      board(Path.of(arguments[1]));
    } else {
      new DashboardBenchmark.Pages(arguments[1]).measure(Integer.parseInt(arguments[2]));
    }
  }

  private static void board(Path file) throws Exception {
    try (Store store = SqliteStore.openReadOnly(file)) {
      long before = heap();
      long started = System.nanoTime();
      try (ResultBoard board = ResultBoard.start(store)) {
        if (!board.awaitLoaded(PATIENCE)) {
          throw new IllegalStateException("the table was not loaded in " + PATIENCE);
        }
        figure("board.load", (System.nanoTime() - started) / 1e9, "s");
        figure("board.memory", (heap() - before) / 1e6, "MB");
        List<Double> sorts = new ArrayList<>();
        for (ColumnInfo column : board.columns()) {
          for (boolean descending : new boolean[] {false, true}) {
            long asked = System.nanoTime();
            board.select(new ResultQuery(List.of(), column.key(), descending, List.of()));
            sorts.add((System.nanoTime() - asked) / 1e6);
          }
        }
        figure("board.first-sort.p50", quantile(sorts, 0.5), "ms");
      }
    }
  }

  /** Pages as a browser asks for them, one after the other. */
  private static final class Pages {

    private static final List<String> FILTERS =
        List.of(
            "skill:gt:0",
            "skill:between:-0.1..0.1",
            "model:eq:lstm",
            "model:in:lstm|linear",
            "volunteer:contains:a",
            "param.lags:le:12",
            "param.units:in:8|16",
            "param.learning-rate:between:0.0005..0.005",
            "confirmation:ne:WITNESS",
            "verifiedAt:ge:2026-11-20T00:00:00Z");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;

    Pages(String address) {
      this.api = address.replaceAll("/$", "") + "/api/v1";
    }

    void measure(int rounds) throws Exception {
      List<String> columns = new ArrayList<>();
      JsonNode described = new ObjectMapper().readTree(get("/columns"));
      described.path("columns").forEach(column -> columns.add(column.path("key").asText()));
      List<Double> times = new ArrayList<>();
      round(columns, new ArrayList<>()); // warm
      for (int round = 1; round <= rounds; round++) {
        System.err.printf("  round %d of %d%n", round, rounds);
        round(columns, times);
      }
      figure("api.page.p50", quantile(times, 0.5), "ms");
      figure("api.page.p99", quantile(times, 0.99), "ms");
      List<Double> matrices = new ArrayList<>();
      for (int i = 0; i < MATRICES; i++) {
        long asked = System.nanoTime();
        get(
            "/results/matrix?columns=rmse,skill,seconds,param.lags,param.units,param.learning-rate");
        matrices.add((System.nanoTime() - asked) / 1e6);
      }
      figure("matrix.ms", quantile(matrices, 0.5), "ms");
    }

    /** Each column both ways, at the head and far down; each filter, alone and with another. */
    private void round(List<String> columns, List<Double> times) throws Exception {
      for (String column : columns) {
        for (String order : List.of("asc", "desc")) {
          for (int offset : new int[] {0, 50_000}) {
            time(
                "/results?limit=100&offset=" + offset + "&order=" + order + "&sort=" + column,
                times);
          }
        }
      }
      for (int i = 0; i < FILTERS.size(); i++) {
        String one = "&where=" + encoded(FILTERS.get(i));
        String other = "&where=" + encoded(FILTERS.get((i + 3) % FILTERS.size()));
        time("/results?limit=100&sort=rmse" + one, times);
        time("/results?limit=100&sort=seconds&order=desc" + one + other, times);
      }
    }

    private void time(String path, List<Double> times) throws Exception {
      long asked = System.nanoTime();
      get(path);
      times.add((System.nanoTime() - asked) / 1e6);
    }

    private byte[] get(String path) throws Exception {
      HttpRequest request = HttpRequest.newBuilder(URI.create(api + path)).build();
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " was answered with " + answer.statusCode());
      }
      return answer.body();
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /** Bytes that are in use when all that can go is gone. */
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  private static void figure(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "%s %.2f %s lower%n", name, value, unit);
  }
}
