package dev.gridcast.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whole cases through the finished trainer, engine after engine. */
final class CasePart {

  private static final int EPOCHS = 100;

  /** What dl4j trains of them unless all are asked for: it would take a quarter of an hour. */
  private static final int FEW_EPOCHS = 10;

  private static final int LAGS = 10;
  private static final int UNITS = 50;
  private static final int BATCH = 72;
  private static final int TRAINING_PERCENT = 80;

  private final Setting setting;
  private final Market market;
  private final Path folder;
  private final List<String> engines;
  private final boolean whole;
  private final PrintStream progress;
  private final TrainerRun trainer;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Map<Variant, Map<String, TrainerRun.Outcome>> compared =
      new EnumMap<>(Variant.class);

  /**
   * @param folder for temporary files
   * @param whole whether the slow engine trains all epochs, too
   * @param progress is told what is going on, for people
   */
  CasePart(
      Setting setting,
      Market market,
      Path folder,
      List<String> engines,
      boolean whole,
      PrintStream progress) {
    this.setting = setting;
    this.market = market;
    this.folder = folder;
    this.engines = engines;
    this.whole = whole;
    this.progress = progress;
    trainer = new TrainerRun(setting, market, folder);
    if (!market.real()) {
      progress.println(
          "bench trainer: ../shared/data/btc-usd-4h.csv is not there: made-up candles instead");
    }
  }

  /** Five features, 10 lags, 50 units, 100 epochs on all candles, four fifths of them to learn. */
  void real(boolean pytorch, Figures figures) throws IOException, InterruptedException {
    for (String engine : engines) {
      int epochs = engine.equals("dl4j") && !whole ? FEW_EPOCHS : EPOCHS;
      progress.println("bench trainer: the real case, " + engine + ", " + epochs + " epochs");
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("lags", LAGS);
      parameters.put("units", UNITS);
      parameters.put("batch", BATCH);
      parameters.put("epochs", epochs);
      parameters.put("training-percent", TRAINING_PERCENT);
      parameters.put("engine", engine);
      TrainerRun.Outcome outcome =
          trainer.train("real-" + engine, market.lines().size(), parameters);
      seconds.put(engine, outcome.seconds() * EPOCHS / epochs);
      if (epochs < EPOCHS) {
        progress.printf(
            Locale.ROOT,
            "bench trainer: real.%s is %d epochs' %.1f s times %d; --whole trains all %d%n",
            engine,
            epochs,
            outcome.seconds(),
            EPOCHS / epochs,
            EPOCHS);
      }
    }
    if (pytorch) {
      progress.println("bench trainer: the real case, pytorch, " + EPOCHS + " epochs");
      Path candles = folder.resolve("candles.csv");
      market.write(candles, market.lines().size());
      try (Contender torch = Contender.pytorch(setting)) {
        String order =
            String.format(
                Locale.ROOT,
                "real %s %d %d %d %d %d",
                candles,
                LAGS,
                UNITS,
                BATCH,
                EPOCHS,
                TRAINING_PERCENT);
        seconds.put("pytorch", torch.measure(order).seconds());
      }
    }
    seconds.forEach((name, value) -> figures.add("real." + name, value, "s", "lower"));
  }

  void printReal(PrintStream out) {
    out.println();
    out.printf(
        Locale.ROOT,
        "A real case: %,d rows%s, 5 features, %d lags, %d units, batch %d, %d epochs%n",
        market.lines().size(),
        market.real() ? "" : " (made up)",
        LAGS,
        UNITS,
        BATCH,
        EPOCHS);
    seconds.forEach(
        (name, value) ->
            out.printf(
                Locale.ROOT,
                "%-8s %10.1f s%s%n",
                name,
                value,
                name.equals("dl4j") && !whole
                    ? "  (" + FEW_EPOCHS + " epochs times " + EPOCHS / FEW_EPOCHS + ")"
                    : ""));
  }

  /** How the best case of {@code examples/btc-4h.yaml} is trained. */
  private enum Variant {
    /** As it is there. */
    BEST(
        "learning-rate 0.003, decaying",
        Map.of("schedule", "inverse-time", "decay-steps", 172, "decay-rate", 1)),
    /** At a constant rate it is chaos: a change of the first weights by 1e-7 decides about 10 %. */
    CONSTANT("learning-rate 0.003, constant", Map.of());

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // The map cannot be changed, its type only hides it.
    private final Map<String, Object> parameters;

    Variant(String title, Map<String, Object> parameters) {
      this.title = title;
      this.parameters = parameters;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The best case of {@code examples/btc-4h.yaml} with each engine: 60 % of the rows to learn, 20 %
   * to judge, and the newest 20 % are kept back as the server does.
   */
  void compare(Figures figures) throws IOException, InterruptedException {
    for (Variant variant : Variant.values()) {
      Map<String, TrainerRun.Outcome> outcomes = new LinkedHashMap<>();
      compared.put(variant, outcomes);
      for (String engine : engines) {
        progress.println(
            "bench trainer: the best case of examples/btc-4h.yaml, "
                + variant.title
                + ", "
                + engine);
        TrainerRun.Outcome outcome = compared(variant, engine);
        outcomes.put(engine, outcome);
        String name = variant.key() + "." + engine;
        figures.add(name + ".rmse.first", outcome.firstRmse(), "USD", "lower");
        figures.add(name + ".rmse", outcome.validationRmse(), "USD", "lower");
      }
      figures.add(variant.key() + ".difference", difference(variant), "share", "lower");
    }
  }

  private TrainerRun.Outcome compared(Variant variant, String engine)
      throws IOException, InterruptedException {
    Map<String, Object> parameters = new LinkedHashMap<>(variant.parameters);
    parameters.put("lags", 10);
    parameters.put("units", 50);
    parameters.put("feature.volume", "off");
    parameters.put("batch", BATCH);
    parameters.put("epochs", 10);
    parameters.put("learning-rate", "0.003");
    parameters.put("training-percent", 75);
    parameters.put("engine", engine);
    return trainer.train(variant.key() + "-" + engine, market.lines().size() * 4 / 5, parameters);
  }

  private double difference(Variant variant) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (TrainerRun.Outcome outcome : compared.getOrDefault(variant, Map.of()).values()) {
      least = Math.min(least, outcome.validationRmse());
      most = Math.max(most, outcome.validationRmse());
    }
    return most / least - 1;
  }

  void printCompared(PrintStream out) {
    out.println();
    out.println("The best case of examples/btc-4h.yaml: 10 lags, 50 units, prices only, 10 epochs");
    out.println("                                         RMSE after epoch 1, of the best one");
    compared.forEach(
        (variant, outcomes) -> {
          outcomes.forEach(
              (engine, outcome) ->
                  out.printf(
                      Locale.ROOT,
                      "%-30s %-8s %14.2f %12.2f  (persistence %.2f) in %.1f s%n",
                      variant.title,
                      engine,
                      outcome.firstRmse(),
                      outcome.validationRmse(),
                      outcome.persistenceRmse(),
                      outcome.seconds()));
          out.printf(
              Locale.ROOT,
              "%-30s they differ by %.2f %%; wanted: 2 %% at most%n",
              "",
              difference(variant) * 100);
        });
  }
}
