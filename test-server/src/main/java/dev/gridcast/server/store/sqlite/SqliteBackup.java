package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.jdbc.Sql;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Copies a store's file while it is being written. */
final class SqliteBackup {

  private SqliteBackup() {}

  static void write(Path file, Path target) {
    Path whole = target.toAbsolutePath();
    if (Files.exists(whole)) {
      throw new StoreRefusedException(
          target + " is there already: a backup overwrites nothing, give another name");
    }
    Path folder = Optional.ofNullable(whole.getParent()).orElse(whole);
    Path draft = null;
    try {
      draft = Files.createTempFile(folder, whole.getFileName() + ".", ".part");
      try (Sql sql = SqliteFile.openWriter(file)) {
        // Reads one moment, however long it takes, and writes nothing into the store itself.
        sql.run("VACUUM INTO ?", draft.toString());
      }
      force(draft, StandardOpenOption.WRITE);
      Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
      draft = null;
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new StoreException("cannot write the backup " + target + ": " + e, e);
    } finally {
      discard(draft);
    }
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  private static void discard(@Nullable Path draft) {
    if (draft != null) {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        LoggerFactory.getLogger(SqliteBackup.class).warn("half a backup stays", e);
      }
    }
  }
}
