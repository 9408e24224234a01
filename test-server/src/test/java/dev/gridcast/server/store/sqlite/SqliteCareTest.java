package dev.gridcast.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.StoreSteps;
import dev.gridcast.server.store.TableSink;
import dev.gridcast.server.store.jdbc.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backup, check and export of a store that is being written. */
class SqliteCareTest extends StoreSteps {

  private static final String FILE = "gridcast.db";

  @Override
  protected Store open(Path folder, ExperimentRecord experiment) {
    return SqliteStore.open(folder.resolve(FILE), experiment);
  }

  @Test
  void aBackupHoldsTheMomentAndOpensLikeAnyStore() {
    soundCase(0, "a");
    Path copy = folder.resolve("copy.db");
    store.backup(copy);
    soundCase(1, "b");
    try (Store opened = SqliteStore.open(copy, Samples.experiment(100))) {
      assertThat(opened.<List<CaseReport>>read(reader -> reader.best(5)))
          .extracting(report -> report.testCase().index())
          .containsExactly(0L);
      assertThat(opened.read(reader -> reader.result("a")).orElseThrow().model())
          .isEqualTo(Samples.MODEL);
      assertThat(opened.check()).isEmpty();
    }
  }

  @Test
  void aBackupOverwritesNothingAndLeavesNoHalfFile() throws IOException {
    Path there = Files.writeString(folder.resolve("there.db"), "mine");
    assertThatThrownBy(() -> store.backup(there))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("there already");
    assertThat(there).hasContent("mine");
    assertThatThrownBy(() -> store.backup(folder.resolve("nowhere/copy.db")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nowhere");
    store.backup(folder.resolve("copy.db"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void aSoundStoreHasNoFindings() {
    soundCase(0, "a");
    lease(1, "b");
    assertThat(store.check()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE case_count SET cases = 7 WHERE state = 'FAILED' | count of cases in state FAILED
          UPDATE test_case SET state = 'LOST' | state, or on an offer, that does not exist
          UPDATE attempt SET outcome = 'LOST' WHERE lease = 'b' | attempt 2 ended in a way
          UPDATE result SET verdict = 'LOST', ground = NULL | verdict or a ground
          UPDATE result SET verdict = 'SCORED', ground = NULL | case 0 is verified without a result
          UPDATE test_case SET state = 'SCORED' WHERE case_index = 0 | counts and is not verified
          UPDATE test_case SET attempt = NULL | not the one that speaks for it
          UPDATE attempt SET outcome = 'SCORED' WHERE lease = 'a' | its attempt says otherwise
          UPDATE result_content SET weights = NULL | scored without its weights
          UPDATE result_content SET weights = zeroblob(0) | scored without its weights
          DELETE FROM result_content | has no text
          UPDATE result SET confirmation_rmse = NULL | scored without figures
          UPDATE result SET case_index = 1 | of another case or volunteer
          DELETE FROM attempt WHERE lease = 'b' | case 1 was never leased
          UPDATE attempt SET outcome = 'EXPIRED' WHERE lease = 'b' | case 1 is leased and nobody
          UPDATE test_case SET state = 'AVAILABLE' WHERE case_index = 1 | available and somebody
          UPDATE test_case SET attempt = 1 | speaks for case 1 is of another case
          UPDATE experiment SET total_cases = 1 | case 1 is not one of the experiment's
          INSERT INTO member (id, state, since) VALUES ('m', 'LOST', 0) | member m is in a state
          INSERT INTO lane VALUES (0, 1) | although its lane has not come to it
          DELETE FROM volunteer | refer to some that are not there
          """)
  void whatContradictsIsFound(String damage, String finding) {
    soundCase(0, "a");
    lease(1, "b");
    assertThat(store.check()).isEmpty();
    try (Sql sql = SqliteFile.openWriter(folder.resolve(FILE))) {
      sql.script("PRAGMA foreign_keys = OFF");
      sql.script(damage);
    }
    assertThat(store.check()).anyMatch(line -> line.contains(finding));
  }

  @Test
  void manyFindingsOfAKindAreCutShort() {
    for (int i = 0; i < 9; i++) {
      lease(i, "a" + i);
    }
    try (Sql sql = SqliteFile.openWriter(folder.resolve(FILE))) {
      sql.script("UPDATE attempt SET outcome = 'EXPIRED'");
    }
    assertThat(store.check()).hasSize(6).contains("and more of that kind");
  }

  @Test
  void anExportGivesEveryTableButNoSecretOfALeaseThatIsHeld() {
    soundCase(0, "ended");
    lease(1, "held");
    Tables tables = new Tables();
    store.export(store.tables(), true, tables);
    assertThat(tables.names)
        .containsExactly(
            "experiment",
            "lane",
            "volunteer",
            "test_case",
            "attempt",
            "result",
            "result_content",
            "invite",
            "member",
            "invite_use");
    assertThat(tables.rows.toString()).contains("ended").doesNotContain("held");
    assertThat(tables.rows)
        .contains(List.of(1L, "{}", Samples.MODEL.toByteArray().length))
        .hasSize(8);
    assertThat(tables.rows)
        .anySatisfy(row -> assertThat(row).contains(Samples.START, "ada", "Linux, 2 cores", false));
  }

  @Test
  void anExportIsWithoutWeightsUnlessTheyAreWanted() {
    soundCase(0, "a");
    Tables tables = new Tables();
    store.export(List.of("result_content"), false, tables);
    assertThat(tables.names).containsExactly("result_content");
    assertThat(tables.rows).containsExactly(List.of(1L, "{}"));
    assertThatThrownBy(() -> store.export(List.of("results"), false, tables))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("result_content");
  }

  /** An export has every column, so that a new one is not forgotten. */
  @Test
  void anExportHasEveryColumn() {
    Tables tables = new Tables();
    store.export(store.tables(), true, tables);
    try (Sql sql = SqliteFile.openWriter(folder.resolve(FILE))) {
      List<String> stored =
          sql.all(
              row -> row.text(),
              "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
                  + " WHERE m.type = 'table' AND m.name NOT IN ('schema_version', 'case_count')");
      assertThat(stored)
          .filteredOn(name -> !tables.columns.contains(name))
          .containsExactlyInAnyOrder(
              "experiment.id",
              "experiment.created",
              "experiment.lanes_start",
              "test_case.speaker",
              "result.judge_after");
    }
  }

  @Test
  void aReadOnlyFileIsBackedUpCheckedAndExportedToo() {
    soundCase(0, "a");
    try (Store reader = SqliteStore.openReadOnly(folder.resolve(FILE))) {
      reader.backup(folder.resolve("copy.db"));
      assertThat(reader.check()).isEmpty();
      assertThat(reader.tables()).hasSize(10);
    }
    assertThat(folder.resolve("copy.db")).isNotEmptyFile();
  }

  private void soundCase(long index, String token) {
    verify(index, token, 300);
    move(index, CaseState.VERIFIED, CaseOffer.NONE, 0);
    assertThat(store.read(StoreReader::rowCounts)).containsKey(CaseState.VERIFIED);
    store.update(writer -> writer.confirmResult(token, Confirmation.WITNESS));
  }

  private static final class Tables implements TableSink {

    private final List<String> names = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void table(String name, List<String> names) {
      this.names.add(name);
      names.forEach(column -> columns.add(name + "." + column));
    }

    @Override
    public void row(List<@Nullable Object> values) {
      List<@Nullable Object> row = new ArrayList<>();
      for (Object value : values) {
        row.add(value instanceof byte[] bytes ? bytes.length : value);
      }
      rows.add(row);
    }
  }
}
