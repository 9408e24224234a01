package dev.gridcast.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseTableTest {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "-3", "0.005", "-0.5", "123456789012345"})
  void whatReadsLikeANumberIsOne(String text) {
    assertThat(CaseTable.written(text)).isEqualTo(new BigDecimal(text));
    assertThat(new BigDecimal(text).doubleValue())
        .as("a spreadsheet's double shows the same digits")
        .isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lstm",
        "007",
        "0.10",
        "1.",
        ".5",
        "1e5",
        "-0",
        "+1",
        "1,5",
        "1234567890123456"
      })
  void whatWouldComeBackAsSomethingElseIsText(String text) {
    assertThat(CaseTable.written(text)).isEqualTo(text);
  }

  @Test
  void everyColumnHasANameOfItsOwnAndNumbersAreNumbers() {
    ExperimentRecord experiment = Samples.experiment(10);
    try (Store store = SqliteStore.openRelaxed(folder.resolve("s.db"), experiment)) {
      store.update(
          writer -> {
            writer.seeVolunteer("ada", "Ada", "m", Samples.START);
            writer.insertCase(Samples.leasedCase(3));
            writer.insertAttempt(
                "secret", 3, "ada", Samples.START, Samples.START, Samples.START.plusSeconds(9));
          });
      CaseTable table = store.read(reader -> CaseTable.of(experiment, reader));
      List<Object> row = table.row(store.read(reader -> reader.report(3)).orElseThrow());

      assertThat(table.heads().stream().map(CaseTable.Head::name)).doesNotHaveDuplicates();
      assertThat(row).hasSameSizeAs(table.heads());
      for (int i = 0; i < row.size(); i++) {
        CaseTable.Head head = table.heads().get(i);
        if (head.number() && !row.get(i).equals("")) {
          assertThat(row.get(i)).as(head.name()).isInstanceOf(BigDecimal.class);
        }
        if (head.time() && !row.get(i).equals("")) {
          assertThat(row.get(i).toString()).as(head.name()).endsWith("Z");
        }
      }
      assertThat(row.get(table.place(CaseTable.STATE))).isEqualTo("LEASED");
      assertThat(row.get(table.place("param.lags"))).isEqualTo(BigDecimal.valueOf(8));
    }
  }
}
