package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.CaseRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line that dies without a word, and both of its ends, in time that only the test moves. */
@Timeout(60)
class DeadPeerTest {

  private final HeldPeerTime time = new HeldPeerTime();
  private final RecordingListener server = new RecordingListener();
  private final RecordingListener client = new RecordingListener();

  @Test
  void bothEndsNoticeWithinTenSecondsWhateverTheySay() throws Exception {
    RateLimits none = new RateLimits(RateClock.system());
    try (InMemoryNetwork network = new InMemoryNetwork(peer -> server, none, time)) {
      Peer peer = network.connect(client);

      network.fallSilent();
      for (int second = 0; second < 8; second++) {
        time.pass(1_000);
        peer.send(new CaseRequest(second + 1, List.of()));
      }
      assertThat(client.ends()).isEmpty();
      assertThat(server.ends()).isEmpty();
      time.pass(1_900);

      assertThat(client.awaitClosed(10)).isEqualTo("nothing heard for 9 s");
      assertThat(server.awaitClosed(10))
          .satisfiesAnyOf(
              reason -> assertThat(reason).isEqualTo("nothing heard for 9 s"),
              reason -> assertThat(reason).isEqualTo("the line was closed"));
    }
  }
}
