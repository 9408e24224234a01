package dev.gridcast.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservedStoreTest {

  @Test
  void aFailureIsKnownUntilTheNextSuccessOfItsKind(@TempDir Path folder) {
    try (ObservedStore store =
        new ObservedStore(SqliteStore.open(folder.resolve("a.db"), Samples.experiment(3)))) {
      assertThat(store.fault()).isEmpty();
      assertThatThrownBy(() -> store.update(writer -> fail("the disk is full")))
          .isInstanceOf(StoreException.class);
      assertThat(store.fault()).contains("the disk is full");
      store.read(StoreReader::rowCounts);
      assertThat(store.fault()).as("a question proves nothing about changes").isPresent();
      store.update(writer -> writer.seeVolunteer("ada", "Ada", "m", Samples.START));
      assertThat(store.fault()).isEmpty();

      assertThatThrownBy(() -> store.read(reader -> fail("the file is gone")))
          .isInstanceOf(StoreException.class);
      assertThat(store.fault()).contains("the file is gone");
      store.read(StoreReader::rowCounts);
      assertThat(store.fault()).isEmpty();
    }
  }

  private static boolean fail(String message) {
    throw new StoreException(message);
  }
}
