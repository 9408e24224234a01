package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.PeerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientFolderTest {

  private final Path folder;

  ClientFolderTest(@TempDir Path temp) {
    this.folder = temp.resolve("client");
  }

  @Test
  void aVolunteerKeepsTheIdentityOfTheFirstStart() throws Exception {
    PeerKey first;
    try (ClientFolder home = ClientFolder.open(folder)) {
      first = home.identity().key();
    }

    try (ClientFolder home = ClientFolder.open(folder)) {
      assertThat(home.identity().key()).isEqualTo(first);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("identity.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void twoClientsNeverShareAFolder() throws Exception {
    try (ClientFolder first = ClientFolder.open(folder)) {
      assertThat(first.root()).isDirectory();

      assertThatThrownBy(() -> ClientFolder.open(folder))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("Another client works in")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data-dir")
          .extracting(e -> ((ClientException) e).exitCode())
          .isEqualTo(2);
    }
    ClientFolder.open(folder).close();
  }

  @Test
  void aDamagedIdentityIsNamedNotReplaced() throws Exception {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("identity.key"), "../../etc");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    try (ClientFolder home = ClientFolder.open(folder)) {
      assertThatThrownBy(() -> home.identity())
          .hasMessageContaining("identity.key")
          .hasMessageContaining("delete it");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsTheUsersToMend() throws Exception {
    Path file = Files.writeString(folder, "a file");

    assertThatThrownBy(() -> ClientFolder.open(file))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("--data-dir");
  }

  @Test
  void theTrainerIsFoundBesideTheProgramOrInTheCheckout() throws Exception {
    Path target = Files.createDirectories(folder.resolve("test-client/target"));
    assertThatThrownBy(() -> TrainerJar.findBeside(target))
        .hasMessageContaining("trainer-core/target/trainer.jar")
        .hasMessageContaining("--trainer-jar");

    Path built =
        Files.createDirectories(folder.resolve("trainer-core/target")).resolve("trainer.jar");
    Files.writeString(built, "");
    assertThat(TrainerJar.findBeside(target)).isEqualTo(built);

    Path beside = Files.writeString(target.resolve("trainer.jar"), "");
    assertThat(TrainerJar.findBeside(target)).isEqualTo(beside);
  }
}
