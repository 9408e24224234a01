package dev.gridcast.server.experiment;

import dev.gridcast.trainer.sample.TargetMode;
import dev.gridcast.trainer.series.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be forecast: the keys {@code labels}, {@code target} and {@code reference}.
 *
 * @param reference the column of the last known price; always there with log-returns
 */
record TargetPlan(List<String> labels, TargetMode mode, Optional<String> reference) {

  static final Set<String> CANDLE_PRICES = Set.of("open", "high", "low", "close");

  private static final List<String> STANDARD_LABELS = List.of("high", "low", "close");
  private static final String STANDARD_REFERENCE = "close";

  static TargetPlan read(Section top, DataSource source) throws ExperimentException {
    List<String> labels = labels(top, source);
    Optional<Value> target = top.find("target");
    TargetMode mode;
    if (target.isPresent()) {
      List<String> words = List.of(TargetMode.LOG_RETURN.text(), TargetMode.PRICE.text());
      mode = TargetMode.of(target.get().choice(words)).orElseThrow();
    } else {
      mode = CANDLE_PRICES.containsAll(labels) ? TargetMode.LOG_RETURN : TargetMode.PRICE;
    }
    return new TargetPlan(labels, mode, reference(top, source, mode));
  }

  private static List<String> labels(Section top, DataSource source) throws ExperimentException {
    Optional<Value> given = top.find("labels");
    if (given.isEmpty()) {
      for (String label : STANDARD_LABELS) {
        if (!source.columns().contains(label)) {
          throw top.missing(
              "labels",
              source.name()
                  + " has no column "
                  + Value.quoted(label)
                  + " (the labels are high, low, close unless told); list the columns to forecast, of "
                  + String.join(", ", source.columns()));
        }
      }
      return STANDARD_LABELS;
    }
    Set<String> labels = new LinkedHashSet<>();
    for (Value value : given.get().listOrOne()) {
      if (!labels.add(column(value, source))) {
        throw value.problem(value.text() + " is listed twice; remove one");
      }
    }
    return List.copyOf(new ArrayList<>(labels));
  }

  private static Optional<String> reference(Section top, DataSource source, TargetMode mode)
      throws ExperimentException {
    Optional<Value> given = top.find("reference");
    if (given.isPresent()) {
      return Optional.of(column(given.get(), source));
    }
    if (mode == TargetMode.PRICE) {
      return Optional.empty();
    }
    if (!source.columns().contains(STANDARD_REFERENCE)) {
      throw top.missing(
          "reference",
          "target log-return needs the column of the last known price, and "
              + source.name()
              + " has no column \"close\"; name one of "
              + String.join(", ", source.columns())
              + ", or write target: price");
    }
    return Optional.of(STANDARD_REFERENCE);
  }

  private static String column(Value value, DataSource source) throws ExperimentException {
    String name = value.text();
    if (!source.columns().contains(name)) {
      throw value.problem(
          "no column "
              + Value.quoted(name)
              + " in "
              + source.name()
              + Names.didYouMean(name, source.columns())
              + " (it has "
              + String.join(", ", source.columns())
              + ")");
    }
    refuseComma(value, name);
    return name;
  }

  /** Lists in parameters.csv are separated by commas. */
  static void refuseComma(Value value, String name) throws ExperimentException {
    if (name.contains(",")) {
      throw value.problem(
          "the name " + Value.quoted(name) + " has a comma; rename the column in the file");
    }
  }
}
