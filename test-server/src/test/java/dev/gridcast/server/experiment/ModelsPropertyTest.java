package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever entries there are: no case comes twice, and none is refused that would not. */
class ModelsPropertyTest {

  private static final String HEAD = "name: t\ndata: {synthetic: {rows: 200}}\nmodels:\n";

  @Provide
  static Arbitrary<String> entries() {
    Arbitrary<String> lags =
        Arbitraries.of(
            "", ", lags: 10", ", lags: [4, 10]", ", lags: {from: 2, to: 10, step: 4}", ", lags: 5");
    Arbitrary<String> schedule =
        Arbitraries.of(
            "",
            ", schedule: [constant, plateau]",
            ", schedule: inverse-time",
            ", schedule: inverse-time, decay-rate: [0.15, 0.3]",
            ", schedule: plateau, plateau-factor: 0.25");
    Arbitrary<String> networks =
        Combinators.combine(Arbitraries.of("lstm", "gru"), lags, schedule)
            .as((model, seen, rate) -> "{model: " + model + seen + rate + "}");
    Arbitrary<String> baselines =
        Arbitraries.of(
            "{model: persistence}",
            "{model: seasonal-naive}",
            "{model: seasonal-naive, season: [12, 24]}",
            "{model: linear}",
            "{model: linear, lags: 10, ridge: [0, 1]}");
    return Arbitraries.oneOf(networks, baselines);
  }

  @Property(tries = 100)
  void noCaseComesTwice(@ForAll @Size(min = 2, max = 3) List<@From("entries") String> entries)
      throws Exception {
    Set<Map<String, String>> alone = new HashSet<>();
    int all = 0;
    for (String entry : entries) {
      ParameterSpace space = parse(HEAD + "  - " + entry + "\n").space();
      for (long i = 0; i < space.size(); i++) {
        // What the others look back moves where a case is measured, not which one it is.
        Map<String, String> parameters = new HashMap<>(space.decode(i));
        parameters.remove("lead-rows");
        alone.add(parameters);
        all++;
      }
    }
    try {
      ParameterSpace space = parse(HEAD + "  - " + String.join("\n  - ", entries) + "\n").space();
      Set<String> ids = new HashSet<>();
      for (long i = 0; i < space.size(); i++) {
        ids.add(space.caseId(i));
      }
      assertThat(space.size()).isEqualTo(all);
      assertThat(ids).hasSize(all);
    } catch (ExperimentException e) {
      assertThat(e).hasMessageContaining("comes twice");
      assertThat(alone).hasSizeLessThan(all);
    }
  }

  private static Experiment parse(String yaml) throws ExperimentException {
    return ExperimentFile.parse(yaml, Path.of("exp.yaml"));
  }
}
