package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Invite;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPortTest {

  @TempDir private Path folder;

  @Test
  void whereTheServerListensIsFoundByOthers() throws Exception {
    try (ServerSocket server = listening()) {
      new LocalPort(folder).write(wayTo(server));
      assertThat(new LocalPort(folder).read()).isEqualTo(wayTo(server));
    }
  }

  @Test
  void aServerThatHasEndedIsToldBeforeAnythingIsPasted() throws Exception {
    ServerSocket server = listening();
    new LocalPort(folder).write(wayTo(server));
    server.close();
    assertThatThrownBy(() -> new LocalPort(folder).read())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the server of the data directory "
                + folder
                + " is not running: start it with run, or name another directory with --data-dir");
  }

  @Test
  void aFolderWithoutAServerIsTold() {
    assertThatThrownBy(() -> new LocalPort(folder).read())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no server has run on the data directory " + folder);
  }

  private static ServerSocket listening() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static Invite.Way wayTo(ServerSocket server) {
    return Invite.Way.parse("http://127.0.0.1:" + server.getLocalPort());
  }
}
