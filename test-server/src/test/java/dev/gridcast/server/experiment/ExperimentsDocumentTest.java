package dev.gridcast.server.experiment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.SearchParameter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The tables of docs/experiments.md say what the program knows, all of it and nothing else. */
class ExperimentsDocumentTest {

  @Test
  void theTableOfParametersIsThatOfTheTrainer() throws IOException {
    Map<String, List<String>> rows = table("## Parameters");

    assertThat(rows.keySet())
        .containsExactlyElementsOf(
            Arrays.stream(SearchParameter.values()).map(p -> code(p.key())).toList());
    for (SearchParameter parameter : SearchParameter.values()) {
      List<String> row = rows.getOrDefault(code(parameter.key()), List.of());
      assertThat(row).as(parameter.key()).hasSize(5);
      assertThat(row.get(1)).as(parameter.key()).isNotBlank();
      assertThat(row.get(2)).as(parameter.key()).isEqualTo(values(parameter));
      assertThat(row.get(3))
          .as(parameter.key())
          .isEqualTo(
              parameter
                  .standard()
                  .map(ExperimentsDocumentTest::code)
                  .orElse("the rows of a day; 7 where a row is a day or more"));
      assertThat(row.get(4)).as(parameter.key()).isEqualTo(of(parameter));
    }
  }

  @Test
  void theTableOfModelsIsThatOfTheTemplates() throws IOException {
    Map<String, List<String>> rows = table("## Models");

    assertThat(rows.keySet())
        .containsExactlyElementsOf(
            Arrays.stream(Template.values()).map(t -> code(t.key())).toList());
    for (Template template : Template.values()) {
      String own =
          template.parameters().stream()
              .map(TemplateParameter::key)
              .map(ExperimentsDocumentTest::code)
              .collect(joining(", "));
      List<String> row = rows.getOrDefault(code(template.key()), List.of());
      assertThat(row.get(2)).as(template.key()).isEqualTo(own);
      assertThat(row.get(1).startsWith("baseline:"))
          .as(template.key())
          .isEqualTo(template.fitting() != Template.Fitting.NETWORK);
    }
  }

  @Test
  void theTableOfEnginesHasAllThatCanBeChosen() throws IOException {
    assertThat(table("## Engine").keySet())
        .containsExactlyElementsOf(
            Arrays.stream(EngineChoice.values()).map(e -> code(e.key())).toList());
  }

  private static String values(SearchParameter parameter) {
    return parameter.number()
        ? number(parameter.least()) + " to " + number(parameter.most())
        : parameter.choices().stream().map(ExperimentsDocumentTest::code).collect(joining(", "));
  }

  private static String number(BigDecimal number) {
    return Value.isWhole(number)
        ? String.format(Locale.ROOT, "%,d", number.longValueExact())
        : ValueRange.canonical(number);
  }

  private static String of(SearchParameter parameter) {
    if (parameter.governor().isPresent()) {
      return code(parameter.governor().get().key() + ": " + parameter.governing());
    }
    Predicate<Template> network = t -> t.fitting() == Template.Fitting.NETWORK;
    List<Template> takers = Arrays.stream(Template.values()).filter(parameter::appliesTo).toList();
    if (takers.size() == Template.values().length) {
      return "all";
    }
    boolean everyNetwork =
        Arrays.stream(Template.values()).filter(network).allMatch(takers::contains);
    // The transformer too has layers and dropout; only what no model owns is said of networks.
    boolean shared = everyNetwork && parameter.own().isEmpty();
    String others =
        takers.stream()
            .filter(shared ? network.negate() : t -> true)
            .map(t -> code(t.key()))
            .collect(joining(", "));
    return shared ? "networks" + (others.isEmpty() ? "" : ", " + others) : others;
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  /** The rows of the first table below a heading, by their first cell. */
  private static Map<String, List<String>> table(String heading) throws IOException {
    Path here = Path.of("docs", "experiments.md");
    List<String> lines =
        Files.readAllLines(Files.exists(here) ? here : Path.of("..").resolve(here));
    int line = lines.indexOf(heading);
    assertThat(line).as(heading).isNotNegative();
    while (!lines.get(line).startsWith("| ---")) {
      line++;
    }
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (line++; lines.get(line).startsWith("|"); line++) {
      List<String> cells =
          Arrays.stream(lines.get(line).split("\\|", -1)).map(String::strip).toList();
      List<String> row = cells.subList(1, cells.size() - 1);
      assertThat(rows.put(row.get(0), row)).as("twice: " + row.get(0)).isNull();
    }
    return rows;
  }
}
