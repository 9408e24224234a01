package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

  @ParameterizedTest
  @CsvSource({"0,A", "25,Z", "26,AA", "51,AZ", "52,BA", "701,ZZ", "702,AAA"})
  void columnsHaveLetters(int place, String letters) {
    assertThat(Cells.column(place)).isEqualTo(letters);
  }

  @Test
  void aTitleWithAnApostropheIsQuoted() {
    assertThat(Cells.range("Ada's", 2, 9, 28)).isEqualTo("'Ada''s'!A2:AB9");
  }

  @Test
  void rowsAreTheSameWhateverKindOfNumberComesBack() {
    List<Object> ours = List.of(new BigDecimal("1.50"), "a", "", "");
    assertThat(Cells.same(ours, List.of(1.5, "a"))).isTrue();
    assertThat(Cells.same(ours, List.of("1.5", "a"))).isFalse();
    assertThat(Cells.same(ours, List.of(1.5, "a", "", "b"))).isFalse();
    assertThat(Cells.same(ours, List.of())).isFalse();
    assertThat(Cells.same(Cells.blank(3), List.of())).isTrue();
  }

  @Test
  void textIsKeptAsASpreadsheetKeepsIt() {
    String longText = "x".repeat(49_999) + "\uD83D\uDE00";
    assertThat(Cells.fitting(List.of("a\r\nb\u0000\uD800c", longText, BigDecimal.ONE)))
        .containsExactly("a  b \uFFFDc", "x".repeat(49_999), BigDecimal.ONE);
  }

  @Test
  void aRowIsNeverLargerThanEstimated() throws Exception {
    List<Object> row = List.of("<&>='\"\\\u2028\u0001", "\u20AC\uD83D\uDE00 plain", BigDecimal.TEN);
    String json = com.google.api.client.json.gson.GsonFactory.getDefaultInstance().toString(row);
    assertThat(json.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(Cells.bytes(row));
  }
}
