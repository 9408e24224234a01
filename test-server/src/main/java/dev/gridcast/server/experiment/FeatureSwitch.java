package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import dev.gridcast.trainer.feature.FeatureDefinition;
import dev.gridcast.trainer.feature.FeatureException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A feature and whether it is on, off, or searched: one entry of the key {@code features}.
 *
 * @param positions {@code on}, {@code off} or both, in the order of the search
 */
record FeatureSwitch(FeatureDefinition definition, List<String> positions) {

  static final String ON = "on";
  static final String OFF = "off";
  static final String PREFIX = "feature.";

  /** All features, in the order they are written; every column of the data if none are. */
  static List<FeatureSwitch> read(Section top, DataSource source) throws ExperimentException {
    Optional<Value> given = top.find("features");
    List<FeatureSwitch> switches = new ArrayList<>();
    if (given.isEmpty()) {
      for (String column : source.columns()) {
        Value where =
            new Value(top.owner().source(), top.owner().line(), "features", top.mapping());
        switches.add(new FeatureSwitch(define(where, column, source), List.of(ON)));
      }
      return switches;
    }
    Section section = given.get().anySection("lines like \"rsi-14: on\" or \"volume: [on, off]\"");
    for (Map.Entry<String, Value> entry : section.values().entrySet()) {
      FeatureDefinition definition = define(entry.getValue(), entry.getKey(), source);
      switches.add(new FeatureSwitch(definition, positions(entry.getValue())));
    }
    if (switches.stream().noneMatch(FeatureSwitch::mayBeOn)) {
      throw given.get().problem("no feature is on; the network would see nothing; turn one on");
    }
    refuseNone(given.get(), switches);
    return switches;
  }

  private static FeatureDefinition define(Value where, String name, DataSource source)
      throws ExperimentException {
    TargetPlan.refuseComma(where, name);
    try {
      return FeatureDefinition.parse(name, source.columns());
    } catch (FeatureException e) {
      throw where.problem(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<String> positions(Value value) throws ExperimentException {
    Set<String> positions = new LinkedHashSet<>();
    for (Value item : value.listOrOne()) {
      String position = item.onOff() ? ON : OFF;
      if (!positions.add(position)) {
        throw item.problem(position + " is listed twice; remove one");
      }
    }
    return List.copyOf(positions);
  }

  private static void refuseNone(Value where, List<FeatureSwitch> switches)
      throws ExperimentException {
    if (switches.stream().allMatch(s -> s.positions().contains(OFF))) {
      List<String> searched =
          switches.stream().filter(FeatureSwitch::mayBeOn).map(s -> s.definition().name()).toList();
      throw where.problem(
          "the cases with "
              + String.join(" and ", searched)
              + " off would have no feature at all; leave at least one feature on in every case");
    }
  }

  /** The name of its row in {@code parameters.csv}. */
  String parameter() {
    return PREFIX + definition.name();
  }

  boolean mayBeOn() {
    return positions.contains(ON);
  }

  Dimension dimension() {
    return new Dimension(parameter(), new ValueRange.Listed(positions));
  }
}
