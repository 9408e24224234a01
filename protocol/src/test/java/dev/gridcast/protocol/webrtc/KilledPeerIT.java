package dev.gridcast.protocol.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.peer.RecordingListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KilledPeerIT {

  @Test
  void aKilledPeerIsMissedWithin25Seconds() throws Exception {
    RecordingListener listener = new RecordingListener();
    try (Crew crew = new Crew(() -> listener)) {
      Process victim =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      Victim.class.getName(),
                      crew.invite.text()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        assertThat(listener.next()).isEqualTo(new CaseRequest());
      } finally {
        victim.destroyForcibly();
      }
      assertThat(listener.awaitClosed(25)).isNotEmpty();
      assertThat(listener.ends()).hasSize(1);
      Crew.until("the server lets go", () -> crew.server.connections() == 0);
    }
  }
}
