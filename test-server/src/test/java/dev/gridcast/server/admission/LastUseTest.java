package dev.gridcast.server.admission;

import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last use of an invite on SQLite, also with a command beside the server. */
final class LastUseTest {

  @Test
  void theLastUseGoesToOneKeyOnly(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("gridcast.db");
    try (Store server = SqliteStore.open(file, Samples.experiment(4));
        Store beside = SqliteStore.open(file, Samples.experiment(4))) {
      LastUse.goesToOneKeyOnly(List.of(server, beside));
    }
  }
}
