package dev.gridcast.server.support;

import dev.gridcast.server.experiment.Experiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The experiment of a {@link SeededStore}: LSTMs over a grid of seven parameters that is a little
 * larger than the results wanted, beside every baseline, on a made-up market of two months.
 */
final class SeededExperiment {

  private static final int LEAST_ROOM = 20;

  /** A parameter and what it may be, from which as many are taken as the grid needs. */
  private record Dimension(String name, List<String> values) {}

  private static final List<Dimension> GRID =
      List.of(
          new Dimension(
              "learning-rate",
              List.of("0.003", "0.001", "0.01", "0.0003", "0.005", "0.002", "0.0005", "0.0001")),
          new Dimension("units", List.of("16", "32", "8", "64", "24", "48", "12", "96")),
          new Dimension("lags", List.of("12", "24", "6", "18", "3", "30", "36", "9")),
          new Dimension("dropout", List.of("0", "0.2", "0.1", "0.4", "0.3", "0.5")),
          new Dimension("batch", List.of("24", "72", "12", "144", "48", "36")),
          new Dimension("loss", List.of("mae", "mse", "huber")));

  private SeededExperiment() {}

  /** The text of an experiment with room for so many results and some cases beside. */
  static String text(int results) {
    List<Dimension> grid = grid(results);
    String parameters =
        grid.stream()
            .filter(dimension -> !dimension.name().equals("lags"))
            .map(dimension -> "    " + dimension.name() + ": " + list(dimension))
            .collect(Collectors.joining("\n"));
    String lags =
        list(grid.stream().filter(d -> d.name().equals("lags")).findFirst().orElseThrow());
    return """
        name: seeded
        data:
          asset: DEMO
          synthetic:
            rows: 1500
            timeframe: 1h
            seed: 7
        labels: [high, low, close]
        features:
          high: on
          low: on
          close: on
          hour-of-day: [on, off]
        models:
          - model: lstm
            epochs: 6
            lags: %s
        %s
          - {model: linear, lags: %s}
          - {model: seasonal-naive}
          - {model: persistence}
        split: {training: 60, validation: 20, confirmation: 20}
        seed: 1
        engine: vector
        limits:
          time-per-case: 2m
          attempts: 3
        """
        .formatted(lags, parameters, lags);
  }

  /** Grows by one value of one parameter after the other until it is large enough. */
  private static List<Dimension> grid(int results) {
    int[] counts = new int[GRID.size()];
    Arrays.fill(counts, 2);
    long wanted = (long) results + Math.max(LEAST_ROOM, results / 25);
    for (int i = 0; size(counts) < wanted; i = (i + 1) % counts.length) {
      counts[i] = Math.min(counts[i] + 1, GRID.get(i).values().size());
    }
    List<Dimension> grid = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      Dimension all = GRID.get(i);
      List<String> values = new ArrayList<>(all.values().subList(0, counts[i]));
      if (!all.name().equals("loss")) {
        values.sort(Comparator.comparingDouble(Double::parseDouble));
      }
      grid.add(new Dimension(all.name(), values));
    }
    return grid;
  }

  /** The clock of the day is on or off. */
  private static long size(int[] counts) {
    long size = 2;
    for (int count : counts) {
      size *= count;
    }
    return size;
  }

  private static String list(Dimension dimension) {
    return "[" + String.join(", ", dimension.values()) + "]";
  }

  static Experiment parse(String text) {
    return TestExperiments.parse(text);
  }

  /**
   * How good a case is pretended to be, from 0 to 1: a smooth function of its parameters, in which
   * the learning rate and the number of lags matter most, units little, and batch and dropout only
   * together; and a little noise that is the same for the same case.
   */
  static double quality(Map<String, String> parameters, long index) {
    double rate = Math.log10(number(parameters, "learning-rate", 0.001));
    double lags = Math.log(number(parameters, "lags", 12));
    double units = Math.log(number(parameters, "units", 16));
    double batch = Math.log(number(parameters, "batch", 24));
    double dropout = number(parameters, "dropout", 0);
    double score =
        0.45 * bell(rate, -2.5, 0.6)
            + 0.25 * bell(lags, Math.log(20), 0.7)
            + 0.10 * bell(units, Math.log(32), 0.8)
            + 0.08 * bell(Math.log(144) - batch, 6 * dropout, 1.0)
            + ("on".equals(parameters.get("feature.hour-of-day")) ? 0.08 : 0)
            + ("mse".equals(parameters.get("loss")) ? 0.0 : 0.02);
    double noise = new SplittableRandom(index * 0x9E3779B97F4A7C15L).nextDouble() - 0.5;
    return Math.max(0, Math.min(1, score + 0.06 * noise));
  }

  private static double bell(double value, double centre, double width) {
    double away = (value - centre) / width;
    return Math.exp(-away * away / 2);
  }

  private static double number(Map<String, String> parameters, String name, double otherwise) {
    String text = parameters.get(name);
    return text == null ? otherwise : Double.parseDouble(text);
  }
}
