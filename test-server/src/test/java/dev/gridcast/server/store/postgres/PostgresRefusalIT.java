package dev.gridcast.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreRefusedException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is refused, and that the operator is told in one line why. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PostgresRefusalIT extends PostgresSteps {

  @Test
  void anotherExperimentIsRefused() {
    ExperimentRecord demo = Samples.experiment(100);
    ExperimentRecord other =
        new ExperimentRecord(
            "other",
            demo.specification(),
            demo.spaceHash(),
            demo.datasetSha256(),
            100,
            demo.labels(),
            demo.parameters(),
            demo.varying());
    assertRefused(address(), other, address().toString(), "demo", "other", "--store");
  }

  @Test
  void aSchemaWithOtherTablesIsRefused() {
    postgres.run("CREATE SCHEMA s_other; CREATE TABLE s_other.customers (id INTEGER)");
    try {
      assertRefused(
          postgres.address("s_other"), Samples.experiment(1), "not Gridcast's", "?schema=");
    } finally {
      postgres.drop("s_other");
    }
  }

  @Test
  void tablesOfANewerReleaseAreRefused() {
    postgres.run("INSERT INTO " + schema() + ".schema_version (version) VALUES (99)");
    assertRefused(address(), Samples.experiment(100), "newer release", "99");
    assertThatThrownBy(() -> PostgresStore.openReadOnly(address()))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("newer release");
  }

  @Test
  void aWrongPasswordIsOneLineThatDoesNotRepeatIt() {
    PostgresAddress wrong =
        PostgresAddress.parse(postgres.url(schema()), Map.of("PGPASSWORD", "opensesame"));
    assertThatThrownBy(() -> PostgresStore.open(wrong, Samples.experiment(100)))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContainingAll("does not let user gridcast in", "PGPASSWORD", "~/.pgpass")
        .hasMessageNotContaining("opensesame")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aDatabaseThatIsNotThereIsOneLine() {
    String url = postgres.url(schema()).replace("/gridcast?", "/nowhere?");
    assertRefused(
        PostgresAddress.parse(url, postgres.environment()),
        Samples.experiment(1),
        "there is no database nowhere",
        "createdb");
  }

  @Test
  void aPortWhereNobodyListensIsOneLine() {
    String url = postgres.url(schema()).replaceFirst(":\\d+/", ":1/");
    assertRefused(
        PostgresAddress.parse(url, postgres.environment()),
        Samples.experiment(1),
        "no PostgreSQL answers at postgresql://gridcast@127.0.0.1:1/gridcast",
        "--store");
  }

  @Test
  void anEmptySchemaHasNoResults() {
    postgres.run("CREATE SCHEMA s_empty");
    try {
      assertThatThrownBy(() -> PostgresStore.openReadOnly(postgres.address("s_empty")))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining("start the server on it first");
    } finally {
      postgres.drop("s_empty");
    }
  }

  @Test
  void whoOnlyReadsCannotWrite() {
    lease(0, "a");
    try (Store reader = PostgresStore.openReadOnly(address())) {
      assertThat(reader.experiment()).isEqualTo(Samples.experiment(100));
      assertThat(reader.shared()).isTrue();
      assertThat(reader.read(StoreReader::openAttempts)).hasSize(1);
      assertThatThrownBy(() -> reader.update(writer -> writer.moveLane(0, 1)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("read only");
    }
  }

  private void assertRefused(PostgresAddress address, ExperimentRecord wanted, String... words) {
    assertThatThrownBy(() -> PostgresStore.open(address, wanted))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContainingAll(words)
        .message()
        .hasLineCount(1);
  }
}
