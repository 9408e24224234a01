package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that comes back is where it was, and asks for what it asked for. */
final class InviteFileTest {

  private final Path file;

  InviteFileTest(@TempDir Path folder) {
    this.file = folder.resolve("invite.txt");
  }

  @Test
  void whatWasWrittenIsReadAndForItsOwnersEyesOnly() throws Exception {
    Secret secret = Secret.random();
    new InviteFile(file)
        .write(
            new Invite(
                Identity.random().key(),
                List.of(Invite.Way.parse("http://[2001:db8::1]:7420")),
                Optional.of(secret)));

    InviteFile.Before before = new InviteFile(file).read().orElseThrow();
    assertThat(before.host()).isEqualTo("[2001:db8::1]");
    assertThat(before.port()).isEqualTo(7420);
    assertThat(before.secret()).contains(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void anOlderReleasesFileStillSaysWhere() throws Exception {
    Files.writeString(file, "gridcast://grid.example.org:7421/9GoRBdh0Vq3rg3Qtn8JM_I4G\n");

    InviteFile.Before before = new InviteFile(file).read().orElseThrow();
    assertThat(before.host()).isEqualTo("grid.example.org");
    assertThat(before.port()).isEqualTo(7421);
    assertThat(before.secret()).isEmpty();
  }

  @Test
  void withoutAFileThereWasNothing() throws Exception {
    assertThat(new InviteFile(file).read()).isEmpty();
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    Files.writeString(file, "gridcast1abc\n");

    assertThatThrownBy(() -> new InviteFile(file).read())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("invite.txt is damaged")
        .hasMessageContaining("cut short");
  }
}
