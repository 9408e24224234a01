package dev.gridcast.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The finished trainer on a work folder, as a volunteer's client or a person runs it. */
final class TrainerRun {

  private static final String PRICES = "\"open,high,low,close\"";

  private final Setting setting;
  private final Market market;
  private final Path folder;

  /**
   * @param folder for work folders
   */
  TrainerRun(Setting setting, Market market, Path folder) {
    this.setting = setting;
    this.market = market;
    this.folder = folder;
  }

  /**
   * What came of it, from {@code result.json}.
   *
   * @param seconds the epochs took, each with its judgement
   * @param validationRmse of the best epoch
   * @param firstRmse validation RMSE after the first epoch
   * @param persistenceRmse of "next = last" on the same windows
   */
  record Outcome(double seconds, double validationRmse, double firstRmse, double persistenceRmse) {
    double sum() {
      return seconds + validationRmse + firstRmse + persistenceRmse;
    }
  }

  /**
   * Trains on the four prices and the volume of the oldest rows.
   *
   * @param name of the work folder
   * @param parameters what differs from case to case
   */
  Outcome train(String name, int rows, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    Path here = Files.createDirectories(folder.resolve(name));
    market.write(here.resolve("time-series.csv"), rows);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("timeframe", "4h");
    all.put("time", "open_time");
    all.put("labels", "\"high,low,close\"");
    all.put("price-columns", PRICES);
    for (String feature : List.of("open", "high", "low", "close", "volume")) {
      all.put("feature." + feature, "on");
    }
    all.putAll(parameters);
    List<String> lines = new ArrayList<>(List.of("parameter,value"));
    all.forEach((parameter, value) -> lines.add(parameter + "," + value));
    Files.write(here.resolve("parameters.csv"), lines);

    List<String> command = new ArrayList<>(setting.java());
    command.addAll(List.of("-jar", setting.trainerJar().toString(), "run", here.toString()));
    Path told = here.resolve("told.txt");
    Process process =
        Contender.process(setting, command)
            .redirectOutput(here.resolve("progress.txt").toFile())
            .redirectError(told.toFile())
            .start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      throw new IOException("the trainer failed on " + name + ": " + Files.readString(told));
    }
    return outcome(here.resolve("result.json"));
  }

  private static Outcome outcome(Path result) throws IOException {
    JsonNode json = new ObjectMapper().readTree(result.toFile());
    JsonNode validation = json.path("validation");
    Outcome outcome =
        new Outcome(
            json.path("seconds").asDouble(Double.NaN),
            validation.path("rmse").asDouble(Double.NaN),
            json.path("history").path("validationRmse").path(0).asDouble(Double.NaN),
            validation.path("baselines").path("persistence").path("rmse").asDouble(Double.NaN));
    if (Double.isNaN(outcome.sum())) {
      throw new IOException(result + " lacks a figure: " + outcome);
    }
    return outcome;
  }
}
