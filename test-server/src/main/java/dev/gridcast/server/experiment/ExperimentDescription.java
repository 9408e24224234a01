package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.ParameterSpace.Block;
import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.TargetMode;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.SearchParameter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an experiment will do, in lines for people. */
record ExperimentDescription(
    String name,
    TrainerPlan trainer,
    EngineChoice engine,
    DataSection data,
    TargetPlan target,
    int horizon,
    List<FeatureSwitch> features,
    List<CaseProduct> products,
    ParameterSpace space,
    DatasetBuilder.Built built,
    CaseScorer judge,
    boolean audits) {

  private static final Map<EngineChoice, String> ENGINES =
      Map.of(
          EngineChoice.AUTO, "auto: dl4j on a graphics card, else vector where it has the model",
          EngineChoice.DL4J, "dl4j",
          EngineChoice.VECTOR, "vector");

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "experiment", name);
    add(lines, "data", dataLine());
    for (Range range : Range.values()) {
      add(lines, range.name().toLowerCase(Locale.ROOT), rangeLine(range));
    }
    add(lines, "labels", labelLine());
    add(lines, "horizon", count(horizon, "row") + " ahead");
    if (!products.stream().allMatch(CaseProduct::isNaive)) {
      add(lines, "features", featureLine());
    }
    for (int i = 0; i < products.size(); i++) {
      addProduct(lines, products.get(i), space.blocks().get(i));
    }
    for (Dimension own : trainer.parameters()) {
      add(lines, own.name(), own.values().describe());
    }
    trainer
        .image()
        .ifPresent(
            image -> {
              add(lines, "trainer", image);
              add(lines, "", "runs only where volunteers use Docker and have allowed this image");
            });
    if (trainer.image().isEmpty() && products.stream().anyMatch(CaseProduct::isNetwork)) {
      add(lines, "engine", ENGINES.getOrDefault(engine, ""));
    }
    addNeeds(lines);
    addVerification(lines);
    add(lines, "cases", caseLine());
    return lines;
  }

  /** What not every volunteer has: in one line where all cases need the same. */
  private void addNeeds(List<String> lines) {
    List<CaseNeeds> all = products.stream().map(CaseProduct::needs).distinct().toList();
    if (all.size() == 1) {
      if (!all.get(0).equals(CaseNeeds.NONE)) {
        add(lines, "needs", all.get(0).describe());
      }
      return;
    }
    for (int i = 0; i < products.size(); i++) {
      add(
          lines,
          i == 0 ? "needs" : "",
          products.get(i).model().key() + ": " + products.get(i).needs().describe());
    }
  }

  private void addVerification(List<String> lines) {
    if (products.stream().allMatch(CaseProduct::isNaive)) {
      return;
    }
    if (audits) {
      add(
          lines,
          "verification",
          "cases of volunteers without a record are trained twice; audits never stop");
    } else {
      add(lines, "verification", "no audits: every volunteer is taken to be your own");
      add(lines, "", "nobody checks that what comes back was trained as asked");
    }
  }

  /** A model with the number of its cases, and the ranges that it is searched over. */
  private void addProduct(List<String> lines, CaseProduct product, Block block) {
    String kind =
        product.isNetwork() ? "" : product.isNaive() ? ", nothing to fit" : ", fitted at once";
    add(lines, "model", product.model().key() + ", " + count(block.combinations(), "case") + kind);
    for (Dimension dimension : block.dimensions()) {
      boolean parameter =
          !dimension.name().startsWith(FeatureSwitch.PREFIX)
              && !dimension.name().startsWith(OwnParameters.PREFIX);
      if (parameter && dimension.values().size() > 1) {
        add(lines, "  " + dimension.name(), dimension.values().describe());
      }
    }
    String fixed =
        block.dimensions().stream()
            .filter(d -> d.values().size() == 1 && isWritten(product, d.name()))
            .map(d -> d.name() + " " + d.values().at(0))
            .collect(Collectors.joining(", "));
    if (!fixed.isEmpty()) {
      add(lines, "  always", fixed);
    }
  }

  /** Whether somebody chose it; what is standard would only be noise. */
  private static boolean isWritten(CaseProduct product, String name) {
    return SearchParameter.of(name)
        .flatMap(parameter -> Optional.ofNullable(product.ranges().get(parameter)))
        .filter(CaseProduct.Written::said)
        .isPresent();
  }

  private static void add(List<String> lines, String title, String text) {
    lines.add(String.format(Locale.ROOT, "%-20s%s", title, text));
  }

  private String dataLine() {
    TimeSeries raw = built.raw();
    String asset = data.asset().map(a -> a + " ").orElse("");
    return data.source().name()
        + ": "
        + asset
        + built.dataset().timeframe().text()
        + ", "
        + count(raw.rows(), "row")
        + gapWords();
  }

  private String gapWords() {
    int gaps = built.gaps().size();
    if (gaps == 0) {
      return ", no gaps";
    }
    boolean repeated = data.gaps().filter(GapPolicy.REPEAT::equals).isPresent();
    return ", "
        + count(gaps, "gap")
        + (repeated ? " filled with the last row" : "; windows that span one are left out");
  }

  private String rangeLine(Range range) {
    TimeSeries rows = built.dataset().rows(range);
    String text =
        count(rows.rows(), "row")
            + ", "
            + count(judge.samples().count(range), "target")
            + ", "
            + toTheMinute(rows.time(0))
            + " to "
            + toTheMinute(rows.lastTime());
    if (range == Range.TRAINING && built.warmUpRows() > 0) {
      text += "; the first " + count(built.warmUpRows(), "row") + " went into the features";
    }
    return range == Range.CONFIRMATION ? text + "; never sent out" : text;
  }

  /** Without seconds where there are none, so that a line fits a terminal. */
  private static String toTheMinute(Instant time) {
    return time.equals(time.truncatedTo(ChronoUnit.MINUTES))
        ? time.toString().replaceFirst(":00Z$", "Z")
        : time.toString();
  }

  private String labelLine() {
    String labels = String.join(", ", target.labels());
    if (target.mode() == TargetMode.LOG_RETURN) {
      return labels + " as log-returns against the last " + target.reference().orElse("");
    }
    return labels + " as they are";
  }

  private String featureLine() {
    String on = names(List.of(FeatureSwitch.ON));
    String searched =
        features.stream()
            .filter(f -> f.positions().size() > 1)
            .map(f -> f.definition().name())
            .collect(Collectors.joining(", "));
    if (searched.isEmpty()) {
      return on;
    }
    return (on.isEmpty() ? "" : on + "; ") + "on or off: " + searched;
  }

  private String names(List<String> positions) {
    return features.stream()
        .filter(f -> f.positions().equals(positions))
        .map(f -> f.definition().name())
        .collect(Collectors.joining(", "));
  }

  private String caseLine() {
    String combinations = count(space.combinations(), "combination");
    if (space.size() < space.combinations()) {
      return combinations
          + String.format(Locale.ROOT, ", limited to %,d by limits.cases", space.size());
    }
    return combinations + (space.size() == 1 ? "" : ", all of them");
  }

  private static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
