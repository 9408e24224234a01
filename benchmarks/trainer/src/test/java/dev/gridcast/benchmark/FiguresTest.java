package dev.gridcast.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @Test
  void printsOneArrayWithTheAgreedKeys() throws Exception {
    Figures figures = new Figures();
    figures.add("A.vector", 37_712.3456, "windows/s", "higher");
    figures.add("real.dl4j", 0.98765, "s", "lower");
    JsonNode json = new ObjectMapper().readTree(figures.toJson());
    assertThat(json)
        .hasToString(
            "[{\"name\":\"A.vector\",\"value\":37712,\"unit\":\"windows/s\",\"better\":\"higher\"},"
                + "{\"name\":\"real.dl4j\",\"value\":0.9877,\"unit\":\"s\",\"better\":\"lower\"}]");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "12345.6,12346", "1234.56,1235", "12.3456,12.35", "0.0123456,0.01235"})
  void keepsFourDigitsThatCount(double value, String text) {
    assertThat(Figures.rounded(value)).isEqualTo(text);
  }

  @Test
  void takesTheMiddle() {
    assertThat(Figures.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    assertThat(Figures.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
  }

  @Test
  void countsTheFlopsOfTheGates() {
    // A: 4 * 50 * (5 + 50) weights, 10 steps, 2 operations each, 3 times.
    assertThat(Shape.ALL.get(0).flopsPerWindow()).isEqualTo(4 * 50 * 55 * 10 * 2 * 3);
  }
}
