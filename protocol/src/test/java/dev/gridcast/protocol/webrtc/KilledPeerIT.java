package dev.gridcast.protocol.webrtc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.peer.RecordingListener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KilledPeerIT {

  private final RecordingListener listener = new RecordingListener();

  @Test
  void aKilledPeerIsMissedWithin25Seconds() throws Exception {
    try (Crew crew = new Crew(() -> listener)) {
      Process victim =
          new ProcessBuilder(Victim.command(List.of(), crew.invite.text()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        assertThat(listener.next()).isEqualTo(new CaseRequest(1, List.of()));
      } finally {
        victim.destroyForcibly();
      }
      assertThat(listener.awaitClosed(25)).isNotEmpty();
      assertThat(listener.ends()).hasSize(1);
      Crew.until("the server lets go", () -> crew.server.connections() == 0);
    }
  }

  @Test
  void aProcessThatEndsInOrderPrintsNothingOfTheLibrarys() throws Exception {
    try (Crew crew = new Crew(() -> listener)) {
      String output = output(Victim.command(List.of(), crew.invite.text(), "and go"));
      assertThat(output).isEqualTo("last words" + System.lineSeparator());
      assertThat(listener.next()).isEqualTo(new CaseRequest(1, List.of()));
      assertThat(listener.awaitClosed(25)).isEqualTo("closed by the other side");
    }
  }

  @Test
  void aLibraryThatCannotBeLoadedIsOneClearLine() throws Exception {
    Invite invite = Crew.invite(Identity.random(), 7420, Secret.random());
    String output = output(Victim.command(List.of("-Djava.io.tmpdir=/nonexistent"), invite.text()));
    assertThat(output.strip())
        .startsWith("the native library of WebRTC cannot be loaded on ")
        .endsWith("it is unpacked into /nonexistent: is that writable?")
        .doesNotContain("\n");
  }

  private static String output(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }
}
