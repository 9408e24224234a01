package dev.gridcast.server.cli;

import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: a copy of the store. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies the server's store into a new file, whether the server runs or not.",
      "The copy is of one moment. It gets its name when it is whole and on the disk.",
      ""
    },
    footer = {
      "",
      "To go back to it, stop the server and put the copy in the place of gridcast.db, without the"
          + " old gridcast.db-wal and gridcast.db-shm.",
      "",
      "Example:",
      "  java -jar test-server.jar backup /backups/gridcast-monday.db"
    })
final class BackupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not be there yet.")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  BackupCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    try (Store store = place.openReadOnly()) {
      store.backup(file);
    } catch (StoreRefusedException e) {
      throw UserError.badInput(e.getMessage());
    }
    spec.commandLine()
        .getOut()
        .printf("backup written to %s (%,d bytes)%n", file, Files.size(file));
    return ExitCode.OK;
  }
}
