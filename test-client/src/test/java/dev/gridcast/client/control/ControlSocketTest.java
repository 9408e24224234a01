package dev.gridcast.client.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner is heard, everybody else costs nothing. */
final class ControlSocketTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  private final Path temp;
  private final Path data;
  private final FakeControls controls = new FakeControls();

  ControlSocketTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.data = Files.createDirectory(temp.resolve("client"));
  }

  @Test
  void anOrderIsCarriedOutAndAnsweredByWhatNowHolds() throws Exception {
    try (ControlSocket socket = open()) {
      Answer answer = ControlClient.of(data).send(new Order.Pause());

      assertThat(controls.orders).containsExactly("pause");
      assertThat(answer.done()).isTrue();
      assertThat(answer.said()).isEqualTo("Paused. 1 case is frozen.");
      assertThat(answer.status()).isEqualTo(controls.status());
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void aRefusedOrderSaysWhy() throws Exception {
    try (ControlSocket socket = open()) {
      Answer answer = ControlClient.of(data).send(new Order.ReloadPreferences());

      assertThat(answer.done()).isFalse();
      assertThat(answer.said()).contains("\"many\"", "old preferences stay");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void onlyTheOwnerCanComeNear() throws Exception {
    Files.createDirectory(data.resolve("control"));
    Files.setPosixFilePermissions(
        data.resolve("control"), PosixFilePermissions.fromString("rwxrwxrwx"));

    try (ControlSocket socket = open()) {
      assertThat(rights(data.resolve("control"))).isEqualTo("rwx------");
      assertThat(rights(data.resolve("control/control.sock"))).isEqualTo("rw-------");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void garbageIsRefusedAndTheNextOneIsHeard() throws Exception {
    try (ControlSocket socket = open()) {
      assertThat(say("GET / HTTP/1.1\r\n\r\n")).contains("\"done\":false", "one line of JSON");
      assertThat(say("\u0000\u0001\n")).contains("\"done\":false");
      assertThat(say("{\"order\":\"pause\"}\n{\"order\":\"resume\"}\n")).contains("Paused");
      assertThat(say("\n")).contains("\"done\":false");
      assertThat(say("x".repeat(Order.MAX_BYTES + 1))).contains("at most 1024 bytes");

      assertThat(ControlClient.of(data).send(new Order.Status()).done()).isTrue();
      assertThat(controls.orders).containsExactly("pause");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void aMegabyteOfNothingIsNotReadAndNotWaitedFor() throws Exception {
    try (ControlSocket socket = open()) {
      assertThatThrownBy(() -> say("x".repeat(1 << 20))).isInstanceOf(IOException.class);

      assertThat(ControlClient.of(data).send(new Order.Status()).done()).isTrue();
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void theSilentAndTheDeafAreCutOffSoThatOthersGetTheirTurn() throws Exception {
    List<SocketChannel> silent = new ArrayList<>();
    try (ControlSocket socket = open(SHORT, temp)) {
      for (int i = 0; i < ControlSocket.AT_ONCE; i++) {
        SocketChannel channel = connect();
        channel.write(ByteBuffer.wrap("{\"order\":\"pa".getBytes(StandardCharsets.UTF_8)));
        silent.add(channel);
      }

      assertThat(ControlClient.of(data).send(new Order.Pause()).done()).isTrue();

      for (SocketChannel channel : silent) {
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
      assertThat(controls.orders).containsExactly("pause");
      assertThat(socket).isNotNull();
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  @Test
  void theSocketOfAKilledClientIsSeenThroughAndReplaced() throws Exception {
    Files.createDirectory(data.resolve("control"));
    ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    killed.bind(UnixDomainSocketAddress.of(data.resolve("control/control.sock")));
    killed.close(); // the file stays, as after kill -9

    assertThatThrownBy(() -> ControlClient.of(data).send(new Order.Status()))
        .isInstanceOf(NoClientException.class)
        .hasMessageContaining("was killed");

    try (ControlSocket socket = open()) {
      assertThat(ControlClient.of(data).send(new Order.Status()).done()).isTrue();
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void withoutAClientTheFolderIsNamed() {
    assertThatThrownBy(() -> ControlClient.of(data).send(new Order.Status()))
        .isInstanceOf(NoClientException.class)
        .hasMessageContaining(data.toString());
    assertThatThrownBy(() -> ControlClient.of(temp.resolve("nowhere")).send(new Order.Status()))
        .isInstanceOf(NoClientException.class);
  }

  @Test
  void aClientThatHangsIsNotWaitedForForEver() throws Exception {
    ControlFolder.in(data).make();
    try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      deaf.bind(UnixDomainSocketAddress.of(data.resolve("control/control.sock")));

      assertThatThrownBy(() -> ControlClient.of(data, SHORT).send(new Order.Status()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void aFolderTooDeepForASocketGetsAShortOneThatIsGoneAfterwards() throws Exception {
    Path deep = Files.createDirectories(data.resolve("d".repeat(90)).resolve("e".repeat(90)));
    Path pointer = deep.resolve("control/control.path");
    Path shortFolder;
    try (ControlSocket socket =
        ControlSocket.open(ControlFolder.in(deep), temp, desk(), ControlSocket.PATIENCE)) {
      shortFolder = Path.of(Files.readString(pointer));
      assertThat(shortFolder.getParent()).isEqualTo(temp);
      assertThat(rights(shortFolder)).isEqualTo("rwx------");
      assertThat(rights(pointer)).isEqualTo("rw-------");
      assertThat(ControlClient.of(deep).send(new Order.Status()).done()).isTrue();
      assertThat(socket).isNotNull();
    }
    assertThat(shortFolder).doesNotExist();
    assertThat(pointer).doesNotExist();
  }

  @Test
  void theShortFolderOfAKilledClientIsRemoved() throws Exception {
    Path deep = Files.createDirectories(data.resolve("d".repeat(120)));
    ControlFolder folder = ControlFolder.in(deep);
    folder.make();
    Path left = folder.makeShortFolder(temp);
    Files.createFile(left.resolve("control.sock"));

    try (ControlSocket socket = ControlSocket.open(folder, temp, desk(), ControlSocket.PATIENCE)) {
      assertThat(left).doesNotExist();
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void aPointerToAFolderThatOthersMayEnterIsNotFollowed() throws Exception {
    ControlFolder folder = ControlFolder.in(data);
    folder.make();
    Path shared = folder.makeShortFolder(temp);
    Files.createFile(shared.resolve("control.sock"));
    assertThat(folder.findSocket()).isPresent();

    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(folder.findSocket()).isEmpty();

    Files.writeString(data.resolve("control/control.path"), "/etc");
    assertThat(folder.findSocket()).isEmpty();
    Files.writeString(data.resolve("control/control.path"), "no\u0000path");
    assertThat(folder.findSocket()).isEmpty();
  }

  @Test
  void aClosedRoomLeavesNothingInTheFolder() throws Exception {
    try (ControlRoom room = ControlRoom.open(data, controls, PagePort.free())) {
      assertThat(room.page()).isPresent();
      assertThat(Files.readString(data.resolve("control/page.url")).strip())
          .isEqualTo(room.page().orElseThrow().toString());
      assertThat(rights(data.resolve("control/page.url"))).isEqualTo("rw-------");
      assertThat(ControlClient.of(data).send(new Order.Status()).status())
          .extracting(StatusReport::page)
          .isEqualTo(room.page().orElseThrow().toString());
    }
    assertThat(data.resolve("control")).isEmptyDirectory();
  }

  @Test
  void neighboursAreFoundForTheAdvice() throws Exception {
    try (ControlSocket socket = open()) {
      assertThat(ControlClient.of(temp.resolve("other")).neighbours()).containsExactly(data);
      assertThat(ControlClient.of(data).neighbours()).isEmpty();
      assertThat(ControlClient.of(temp.resolve("a/b")).neighbours()).isEmpty();
      assertThat(socket).isNotNull();
    }
  }

  private ControlSocket open() throws IOException {
    return open(ControlSocket.PATIENCE, temp);
  }

  private ControlSocket open(Duration patience, Path temporary) throws IOException {
    return ControlSocket.open(ControlFolder.in(data), temporary, desk(), patience);
  }

  private OrderDesk desk() {
    return new OrderDesk(controls, ZoneOffset.UTC);
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("control/control.sock")));
  }

  /** Says it and hangs up, so that the end needs no line break. */
  private String say(String text) throws IOException {
    try (SocketChannel channel = connect()) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.shutdownOutput();
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      while (channel.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
