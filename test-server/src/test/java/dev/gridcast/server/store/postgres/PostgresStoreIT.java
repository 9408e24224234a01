package dev.gridcast.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreContract;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.TableSink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that a store must do, and what is PostgreSQL's own. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PostgresStoreIT extends StoreContract {

  private final TestPostgres postgres = TestPostgres.ofAllTests();

  @Override
  protected Store open(Path folder, ExperimentRecord experiment) {
    return PostgresStore.open(address(), experiment);
  }

  @AfterEach
  void removeTheSchema() {
    store.close();
    postgres.drop(schema());
  }

  @Test
  void everyCommitIsOnTheDiskEvenIfTheDatabaseIsSetOtherwise() throws Exception {
    postgres.run("ALTER DATABASE gridcast SET synchronous_commit = off");
    try (HikariDataSource pool = Connections.writers(address(), 1);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SHOW synchronous_commit")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getString(1)).isEqualTo("on");
    } finally {
      postgres.run("ALTER DATABASE gridcast RESET synchronous_commit");
    }
  }

  @Test
  void aBackupIsPostgresqlsOwnAndTheCommandIsSaid() {
    assertThatThrownBy(() -> store.backup(folder.resolve("x.dump")))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContainingAll("pg_dump", "--schema=" + schema(), "/gridcast")
        .hasMessageNotContaining("?schema=");
  }

  @Test
  void theCopyThatPgDumpMakesIsTheWholeStore() throws Exception {
    lease(3, "a");
    store.update(
        writer -> writer.insertResult("a", Samples.claim(1), "{}", Samples.MODEL, Samples.START));
    String command = "pg_dump --format=plain --schema=" + schema() + " " + address().url();
    Path dump = folder.resolve("backup.sql");
    shell("$GRIDCAST_TEST_POSTGRES_BIN/" + command + " > " + dump);
    store.close();
    postgres.drop(schema());
    shell(
        "$GRIDCAST_TEST_POSTGRES_BIN/psql --quiet --set=ON_ERROR_STOP=1 --file="
            + dump
            + " "
            + address().url());

    try (Store restored = PostgresStore.openReadOnly(address())) {
      assertThat(restored.read(reader -> reader.result("a")).orElseThrow().model())
          .isEqualTo(Samples.MODEL);
      assertThat(restored.check()).isEmpty();
    }
    try (Store goesOn = open(folder, Samples.experiment(100))) {
      goesOn.update(
          writer -> {
            writer.seeVolunteer("bob", "Bob", "Linux", Samples.START);
            writer.insertAttempt("b", 3, "bob", Samples.START, Samples.START, Samples.START);
          });
      assertThat(goesOn.<List<Attempt>>read(reader -> reader.attempts(3))).hasSize(2);
    }
  }

  private void shell(String command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).inheritIO();
    builder.environment().putAll(postgres.environment());
    assertThat(builder.start().waitFor()).as(command).isZero();
  }

  @Test
  void checkSeesAndSaysWhatContradictsItself() {
    lease(3, "a");
    assertThat(store.check()).isEmpty();
    postgres.run("UPDATE " + schema() + ".case_count SET cases = cases + 1 WHERE state = 'LEASED'");
    assertThat(store.check()).hasSize(1).first().asString().contains("LEASED");
  }

  @Test
  void tablesOfVersion2KeepAllThatTheyHoldAndLearnWhoMayJoin() {
    lease(3, "a");
    store.close();
    postgres.run("DROP TABLE " + schema() + ".invite_use");
    postgres.run("DROP TABLE " + schema() + ".member");
    postgres.run("DROP TABLE " + schema() + ".invite");
    postgres.run("DELETE FROM " + schema() + ".schema_version WHERE version > 2");
    store = open(folder, Samples.experiment(100));
    assertThat(store.<Optional<Attempt>>read(reader -> reader.attempt("a"))).isPresent();
    assertThat(store.<List<Member>>read(reader -> reader.guests().members())).isEmpty();
  }

  @Test
  void everyTableCanBeExported() {
    lease(3, "a");
    store.update(
        writer -> writer.insertResult("a", Samples.claim(1), "{}", Samples.MODEL, Samples.START));
    Map<String, Integer> rows = new HashMap<>();
    List<String> current = new ArrayList<>();
    store.export(
        store.tables(),
        true,
        new TableSink() {
          @Override
          public void table(String name, List<String> columns) {
            current.add(name);
            rows.put(name, 0);
          }

          @Override
          public void row(List<@Nullable Object> values) {
            rows.merge(current.get(current.size() - 1), 1, Integer::sum);
          }
        });
    assertThat(rows)
        .containsEntry("experiment", 1)
        .containsEntry("volunteer", 1)
        .containsEntry("test_case", 1)
        .containsEntry("attempt", 1)
        .containsEntry("result", 1)
        .containsEntry("result_content", 1);
  }

  private PostgresAddress address() {
    return postgres.address(schema());
  }

  private String schema() {
    return TestPostgres.schemaOf(folder);
  }
}
