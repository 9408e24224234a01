package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.network.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SearchParameterTest {

  /** The least that a case of each model must say, with parameters that make small networks. */
  private static Map<String, String> least(Template model) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("timeframe", "1h");
    texts.put("labels", "close");
    texts.put("model", model.key());
    if (model.fitting() != Template.Fitting.NONE) {
      texts.put("feature.close", "on");
      texts.put("lags", "70");
    }
    if (model.fitting() == Template.Fitting.NETWORK) {
      texts.put("epochs", "3");
    }
    return texts;
  }

  /** A case to which the parameter means something. */
  private static Map<String, String> meant(SearchParameter parameter) {
    Template model =
        Stream.of(Template.values()).filter(parameter::appliesTo).findFirst().orElseThrow();
    Map<String, String> texts = least(model);
    parameter.governor().ifPresent(g -> texts.put(g.key(), parameter.governing()));
    return texts;
  }

  @ParameterizedTest
  @EnumSource(SearchParameter.class)
  void takesItsBoundsAndNothingBeyond(SearchParameter parameter) throws ParametersException {
    if (!parameter.number()) {
      for (String choice : parameter.choices()) {
        if (parameter != SearchParameter.MODEL) {
          accepts(parameter, choice);
        }
      }
      refuses(parameter, "other");
      return;
    }
    if (parameter == SearchParameter.WIDTH) {
      accepts(parameter, "4"); // one alone is no multiple of the heads
    } else {
      accepts(parameter, parameter.least().toPlainString());
    }
    if (!List.of(SearchParameter.LAGS, SearchParameter.UNITS).contains(parameter)) {
      accepts(parameter, parameter.most().toPlainString()); // those make too large a network
    }
    BigDecimal little = parameter.whole() ? BigDecimal.ONE : new BigDecimal("0.000000001");
    refuses(parameter, parameter.least().subtract(little).toPlainString());
    refuses(parameter, parameter.most().add(BigDecimal.ONE).toPlainString());
    for (String none : List.of("", " 1", "one", "NaN", "Infinity", "-Infinity", "1,5", "0x1")) {
      refuses(parameter, none);
    }
    if (parameter.whole()) {
      refuses(parameter, "1.5");
      refuses(parameter, "99999999999999999999");
    } else {
      refuses(parameter, "1e999");
    }
  }

  private static void accepts(SearchParameter parameter, String value) throws ParametersException {
    Map<String, String> texts = meant(parameter);
    texts.put(parameter.key(), value);
    assertThat(CaseParameters.of(texts).toMap()).containsEntry(parameter.key(), value);
  }

  private static void refuses(SearchParameter parameter, String value) {
    Map<String, String> texts = meant(parameter);
    texts.put(parameter.key(), value);
    assertThatThrownBy(() -> CaseParameters.of(texts))
        .as(parameter.key() + "=" + value)
        .isInstanceOf(ParametersException.class)
        .hasMessageStartingWith("parameter \"" + parameter.key() + "\" must be ")
        .hasMessageContaining(parameter.rule())
        .hasMessageEndingWith("\"" + value + "\"");
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void aCaseSaysWhatAppliesToItsModelAndNothingElse(Template model) throws ParametersException {
    Map<String, String> chosen = new LinkedHashMap<>(CaseParameters.of(least(model)).toMap());
    List<String> expected = new ArrayList<>();
    for (SearchParameter parameter : SearchParameter.values()) {
      if (parameter.appliesTo(chosen)) {
        expected.add(parameter.key());
      }
    }
    List<String> found = new ArrayList<>(chosen.keySet());
    found.removeIf(name -> SearchParameter.of(name).isEmpty());
    assertThat(found).containsExactlyElementsOf(expected);
    assertThat(chosen.keySet()).allMatch(name -> CaseParameters.applies(name, model));
    assertThat(CaseParameters.of(chosen).toMap()).isEqualTo(chosen);
  }

  static Stream<SearchParameter> optional() {
    return Stream.of(SearchParameter.values()).filter(p -> !p.required());
  }

  @ParameterizedTest
  @MethodSource("optional")
  void takesItsDefaultWhereNothingIsSaid(SearchParameter parameter) throws ParametersException {
    Map<String, String> texts = meant(parameter);
    if (parameter == SearchParameter.MODEL) {
      texts.remove("model");
    }
    assertThat(CaseParameters.of(texts).toMap())
        .containsEntry(parameter.key(), parameter.standard().orElse("24"));
  }

  @Test
  void namesAndGovernorsAreThoseOfTheTable() {
    assertThat(SearchParameter.of("plateau-patience")).contains(SearchParameter.PLATEAU_PATIENCE);
    assertThat(SearchParameter.of("plateau")).isEmpty();
    for (SearchParameter parameter : SearchParameter.values()) {
      parameter.governor().ifPresent(g -> assertThat(g.choices()).contains(parameter.governing()));
    }
    assertThatThrownBy(() -> SearchParameter.template(Map.of("model", "other")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other");
  }
}
