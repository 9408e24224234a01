package dev.gridcast.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.StoreRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void everyPartOfTheUrlIsRead() {
    PostgresAddress address =
        PostgresAddress.parse(
            "postgresql://ada@db.example.org:6543/grid?schema=btc&sslmode=verify-full", NOTHING);
    assertThat(address.host()).isEqualTo("db.example.org");
    assertThat(address.port()).isEqualTo(6543);
    assertThat(address.user()).isEqualTo("ada");
    assertThat(address.database()).isEqualTo("grid");
    assertThat(address.schema()).contains("btc");
    assertThat(address.encryption()).containsExactly(Map.entry("sslmode", "verify-full"));
    assertThat(address).hasToString("postgresql://ada@db.example.org:6543/grid?schema=btc");
  }

  @Test
  void whatIsLeftOutIsWhatPostgresqlsOwnProgramsTake() {
    PostgresAddress address =
        PostgresAddress.parse("postgres://[::1]/grid", Map.of("PGUSER", "eve"));
    assertThat(address.host()).isEqualTo("::1");
    assertThat(address.port()).isEqualTo(5432);
    assertThat(address.user()).isEqualTo("eve");
    assertThat(address.schema()).isEmpty();
    assertThat(address).hasToString("postgresql://eve@[::1]:5432/grid");
  }

  @Test
  void thePasswordOfTheEnvironmentIsUsedAndNeverShown() {
    PostgresAddress address =
        PostgresAddress.parse("postgresql://ada@db/grid", Map.of("PGPASSWORD", "opensesame"));
    assertThat(address.password()).contains("opensesame");
    assertThat(address.toString()).doesNotContain("opensesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:opensesame@db/grid",
        "postgresql://db/grid?password=opensesame",
        "postgresql://ada:opensesame@db/grid with a space"
      })
  void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> PostgresAddress.parse(url, NOTHING))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageStartingWith("the address of the database")
        .hasMessageNotContaining("opensesame");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://db                        | names no database",
        "postgresql:///grid                     | names no host",
        "mysql://db/grid                        | must begin with postgresql://",
        "jdbc:postgresql://db/grid              | must begin with postgresql://",
        "postgresql://db/grid?loggerFile=/etc/x | 'loggerFile'",
        "postgresql://db/grid?sslmode           | 'sslmode'",
        "postgresql://db/gr id                  | is not one"
      })
  void whatIsWrongIsSaid(String url, String what) {
    assertThatThrownBy(() -> PostgresAddress.parse(url, NOTHING))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(what);
  }

  @Test
  void onlyAddressesLookLikeOne(@TempDir Path folder) throws Exception {
    assertThat(PostgresAddress.looksLikeOne("postgres://db/grid")).isTrue();
    assertThat(PostgresAddress.looksLikeOne("jdbc:postgresql://db/grid")).isTrue();
    Path file = Files.createFile(folder.resolve("postgres"));
    assertThat(PostgresAddress.looksLikeOne(file.toString())).isFalse();
  }
}
