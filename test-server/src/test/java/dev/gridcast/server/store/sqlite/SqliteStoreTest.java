package dev.gridcast.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreContract;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.jdbc.Questions;
import dev.gridcast.server.store.jdbc.Row;
import dev.gridcast.server.store.jdbc.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteStoreTest extends StoreContract {

  private static final String FILE = "gridcast.db";

  @Override
  protected Store open(Path folder, ExperimentRecord experiment) {
    return SqliteStore.open(folder.resolve(FILE), experiment);
  }

  @Test
  void anotherExperimentIsRefusedWithBothNamesAndTheWayOut() {
    ExperimentRecord wanted = changed("other", "5".repeat(64), "d".repeat(64), 100);
    assertRefused(wanted, "demo", "other");
  }

  @Test
  void anotherDatasetIsRefusedWithBothHashes() {
    ExperimentRecord wanted = changed("demo", "5".repeat(64), "e".repeat(64), 100);
    assertRefused(wanted, "dddddddddddd", "eeeeeeeeeeee");
  }

  @Test
  void anotherParameterSpaceIsRefusedWithBothHashes() {
    ExperimentRecord wanted = changed("demo", "6".repeat(64), "d".repeat(64), 100);
    assertRefused(wanted, "555555555555", "666666666666");
  }

  @Test
  void fewerCasesThanWereHandedOutAreRefusedButMoreAreWelcome() {
    lease(49, "a");
    store.update(writer -> writer.moveLane(1, 50));
    assertRefused(changed("demo", "5".repeat(64), "d".repeat(64), 49), "50", "49");
    store.close();
    store = open(folder, changed("demo", "5".repeat(64), "d".repeat(64), 1000));
    assertThat(store.experiment().totalCases()).isEqualTo(1000);
    assertThat(store.<Long>read(reader -> reader.lanePosition(1))).isEqualTo(50);
  }

  @Test
  void aStoreOfANewerReleaseIsRefused() throws Exception {
    Path file = folder.resolve(FILE);
    try (Sql sql = SqliteFile.openWriter(file)) {
      sql.run("INSERT INTO schema_version (version) VALUES (?)", Migrations.newest() + 1);
    }
    assertThatThrownBy(() -> open(folder, Samples.experiment(100)))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("newer release")
        .hasMessageContaining("--data-dir");
    assertThatThrownBy(() -> SqliteStore.openReadOnly(file))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("newer release");
  }

  @Test
  void aVersion1FileOpensWithAllItHolds() throws Exception {
    Path old = folder.resolve("version-1.db");
    try (Sql sql = SqliteFile.openWriter(old);
        InputStream dump = SqliteStoreTest.class.getResourceAsStream("version-1.sql")) {
      sql.script(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
    }
    try (Store opened = SqliteStore.open(old, Samples.experiment(100))) {
      assertThat(opened.<List<Long>>read(reader -> reader.lanePositions(2)))
          .containsExactly(3L, 3L);
      assertThat(opened.read(StoreReader::rowCounts))
          .containsEntry(CaseState.VERIFIED, 1L)
          .containsEntry(CaseState.AVAILABLE, 1L)
          .containsEntry(CaseState.LEASED, 1L);
      assertThat(opened.read(reader -> reader.best(5)).get(0).verification())
          .isEqualTo(Samples.verification(700.125));
      assertThat(opened.read(reader -> reader.result("aa")).orElseThrow().model())
          .isEqualTo(Samples.MODEL);
      opened.update(
          writer -> {
            writer.endAttempt("cc", AttemptOutcome.CLAIMED, Samples.START, "no model", "");
            writer.updateCase(new CaseRow(2, "", Samples.parameters(2), CaseState.CLAIMED, 0));
            writer.insertClaim("cc", Samples.claim(7), "{}", Samples.START);
          });
      assertThat(opened.read(StoreReader::rowCounts))
          .containsEntry(CaseState.CLAIMED, 1L)
          .containsEntry(CaseState.LEASED, 0L);
      assertThat(opened.<List<CaseReport>>read(reader -> reader.claims(5)))
          .singleElement()
          .satisfies(row -> assertThat(row.claim()).isEqualTo(Samples.claim(7)));
      assertThat(opened.<List<CaseReport>>read(reader -> reader.best(5))).hasSize(1);
    }
  }

  @Test
  void aVersion2FileKeepsItsResultsAndTakesOnesWithMoreFigures() throws Exception {
    Path old = folder.resolve("version-2.db");
    try (Sql sql = SqliteFile.openWriter(old);
        InputStream dump = SqliteStoreTest.class.getResourceAsStream("version-2.sql")) {
      sql.script(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
    }
    try (Store opened = SqliteStore.open(old, Samples.experiment(100))) {
      assertThat(opened.<List<CaseReport>>read(reader -> reader.best(5)))
          .singleElement()
          .satisfies(
              row -> assertThat(row.verification()).isEqualTo(Samples.verification(700.125)));
      assertThat(opened.<List<CaseReport>>read(reader -> reader.claims(5)))
          .singleElement()
          .satisfies(row -> assertThat(row.verification()).isNull());
      opened.update(
          writer -> {
            writer.insertAttempt("dd", 1, "ada", Samples.START, Samples.START, Samples.START);
            writer.insertResult("dd", Samples.claim(2), "{}", Samples.MODEL, Samples.START);
            writer.scoreResult(
                "dd",
                new Scoring(Samples.fullVerification(650), new Fingerprint("e", "1", "cpu", "x")),
                Samples.START);
            writer.countResult("dd", Confirmation.TRUST, Samples.START);
          });
      assertThat(opened.<List<CaseReport>>read(reader -> reader.best(5)))
          .extracting(CaseReport::verification)
          .containsExactly(Samples.fullVerification(650), Samples.verification(700.125));
    }
    try (Store opened = SqliteStore.openReadOnly(old)) {
      assertThat(opened.read(reader -> reader.best(1)).get(0).verification())
          .isEqualTo(Samples.fullVerification(650));
    }
  }

  @Test
  void aVersion5FileKeepsAllThatItHoldsAndLearnsWhoMayJoin() {
    verify(3, "a", 300);
    store.close();
    Path file = folder.resolve(FILE);
    try (Sql sql = SqliteFile.openWriter(file)) {
      sql.script("DROP TABLE invite_use");
      sql.script("DROP TABLE member");
      sql.script("DROP TABLE invite");
      sql.script("DELETE FROM schema_version WHERE version > 5");
      assertThat(Migrations.version(sql, file)).isEqualTo(5);
    }
    store = open(folder, Samples.experiment(100));
    assertThat(store.<List<CaseReport>>read(reader -> reader.best(5))).hasSize(1);
    assertThat(store.read(reader -> reader.volunteer("ada")).orElseThrow().name()).isEqualTo("ada");
    assertThat(store.<List<Member>>read(reader -> reader.guests().members())).isEmpty();
  }

  @Test
  void aVersion1FileWhoseRowsDoNotFitTogetherIsLeftAsItIs() throws Exception {
    Path broken = folder.resolve("broken.db");
    try (Sql sql = SqliteFile.openWriter(broken);
        InputStream dump = SqliteStoreTest.class.getResourceAsStream("version-1.sql")) {
      sql.script(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
      sql.script("DELETE FROM volunteer");
    }
    assertThatThrownBy(() -> SqliteStore.open(broken, Samples.experiment(100)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("refer to some that are not there");
    try (Sql sql = SqliteFile.openWriter(broken)) {
      assertThat(Migrations.version(sql, broken)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resultsCanBeReadWhetherTheServerRunsOrNot(boolean running) {
    lease(0, "a");
    if (!running) {
      store.close();
    }
    try (Store reader = SqliteStore.openReadOnly(folder.resolve(FILE))) {
      assertThat(reader.experiment()).isEqualTo(Samples.experiment(100));
      assertThat(reader.<Optional<CaseRow>>read(question -> question.testCase(0))).isPresent();
      assertThatThrownBy(() -> reader.update(writer -> writer.moveLane(0, 1)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("read only");
      if (running) {
        lease(1, "b");
        assertThat(reader.<Optional<CaseRow>>read(question -> question.testCase(1))).isPresent();
      }
    }
  }

  @Test
  void readingWhereThereIsNoStoreSaysSoAndMakesNone() {
    Path nowhere = folder.resolve("nowhere/gridcast.db");
    assertThatThrownBy(() -> SqliteStore.openReadOnly(nowhere))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("no results at " + nowhere);
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.db"), "just text\n".repeat(1000));
    assertThatThrownBy(() -> SqliteStore.open(text, Samples.experiment(1)))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("not a database");
    assertThatThrownBy(() -> SqliteStore.openReadOnly(text))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("not a database");
  }

  @Test
  void everyCommitIsOnTheDiskBeforeItIsAcknowledged() throws Exception {
    try (Sql sql = SqliteFile.openWriter(folder.resolve(FILE))) {
      assertThat(pragma(sql, "journal_mode")).contains("wal");
      assertThat(pragma(sql, "synchronous")).contains("2");
      assertThat(pragma(sql, "foreign_keys")).contains("1");
    }
  }

  @ParameterizedTest
  @MethodSource("indexed")
  void noQuestionWalksATableOrSorts(String question) {
    assertThat(plan(question))
        .noneMatch(SqliteStoreTest::walks)
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @ParameterizedTest
  @MethodSource("sorting")
  void noQuestionWalksATableEvenIfItSorts(String question) {
    assertThat(plan(question)).noneMatch(SqliteStoreTest::walks);
  }

  static List<String> indexed() {
    return new Questions(new SqliteDialect(Path.of("any"))).indexed();
  }

  static List<String> sorting() {
    return new Questions(new SqliteDialect(Path.of("any"))).sorting();
  }

  /** A subquery's own few rows may be walked, a table may not; its alias is one letter. */
  private static boolean walks(String step) {
    return step.matches(
            "SCAN (\\w|attempt|result|test_case|volunteer|result_content|invite|member)( .*)?")
        && !step.contains("USING");
  }

  private List<String> plan(String question) {
    try (Sql sql = SqliteFile.openWriter(folder.resolve(FILE))) {
      return sql.all(
          row -> {
            row.number();
            row.number();
            row.number();
            return row.text();
          },
          "EXPLAIN QUERY PLAN " + question);
    }
  }

  private static Optional<String> pragma(Sql sql, String name) {
    return sql.first(Row::text, "PRAGMA " + name);
  }

  private void assertRefused(ExperimentRecord wanted, String found, String other) {
    store.close();
    assertThatThrownBy(() -> open(folder, wanted))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(found)
        .hasMessageContaining(other)
        .hasMessageContaining("--data-dir");
  }

  private static ExperimentRecord changed(
      String name, String spaceHash, String dataset, long totalCases) {
    ExperimentRecord demo = Samples.experiment(totalCases);
    return new ExperimentRecord(
        name,
        demo.specification(),
        spaceHash,
        dataset,
        totalCases,
        demo.labels(),
        demo.parameters(),
        demo.varying());
  }
}
