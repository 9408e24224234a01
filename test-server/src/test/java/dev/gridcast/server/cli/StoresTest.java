package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  void aStoreThatAServerHasOpenCanBeChangedByAnother() throws UserError {
    try (Store server = SqliteStore.open(DataDirectory.storeOf(folder), Samples.experiment(100));
        Store operator = Stores.openExisting(folder)) {
      operator.update(writer -> writer.seeVolunteer("ada", "Ada", "Linux", Samples.START));

      assertThat(operator.experiment()).isEqualTo(Samples.experiment(100));
      assertThat(server.read(StoreReader::volunteers)).hasSize(1);
    }
  }

  @Test
  void aStoreThatIsNotThereIsNotMadeByChangingIt() {
    assertThatThrownBy(() -> Stores.openExisting(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("no results in", "--data-dir");
    assertThat(folder).isEmptyDirectory();
  }
}
