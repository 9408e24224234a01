package dev.gridcast.protocol.webrtc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerPath;
import dev.gridcast.protocol.peer.RecordingListener;
import dev.gridcast.protocol.webrtc.Generation.Budget;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Factories that follow each other, and what is given back between them. */
@Timeout(180)
class GenerationIT {

  /** Hears whether it was asked to come again. */
  private static final class Asked extends RecordingListener {
    final CountDownLatch renewed = new CountDownLatch(1);

    @Override
    public void onRenewal(Peer peer) {
      renewed.countDown();
      super.onRenewal(peer);
    }
  }

  @AfterEach
  void standard() {
    WebRtc.budget(Budget.STANDARD);
  }

  @Test
  void bothSidesKnowOverWhatTheyAreConnected() throws Exception {
    try (Crew crew = new Crew(RecordingListener::new)) {
      Peer toServer = crew.connector.connect(new RecordingListener());
      Peer toClient = crew.nextAccepted();
      for (Peer peer : new Peer[] {toServer, toClient}) {
        Crew.until("the path is known", () -> peer.path().isPresent());
        assertThat(peer.path().orElseThrow().transport()).isEqualTo("udp");
        assertThat(peer.path().orElseThrow().isRelayed()).isFalse();
        assertThat(peer.path().orElseThrow().local())
            .isIn(PeerPath.Kind.HOST, PeerPath.Kind.PEER_REFLEXIVE);
        Crew.until("the round trip is known", () -> peer.roundTrip().isPresent());
      }
    }
  }

  @Test
  void afterSoManyMessagesTheConnectionGoesOnInAnotherGeneration() throws Exception {
    WebRtc.budget(new Budget(1_000, 300));
    long before = WebRtc.renewals();
    Asked atClient = new Asked();
    Asked atServer = new Asked();
    try (Crew crew = new Crew(() -> atServer)) {
      Peer first = crew.connector.connect(atClient);
      while (first.isOpen()) {
        try {
          first.send(new CaseRequest(1, List.of()));
        } catch (PeerClosedException e) {
          break;
        }
      }
      assertThat(atClient.renewed.await(20, SECONDS)).isTrue();
      assertThat(atServer.renewed.await(20, SECONDS)).isTrue();
      assertThat(atClient.awaitClosed(20)).isEqualTo("the connection is renewed");
      assertThat(atServer.awaitClosed(20)).isEqualTo("the connection is renewed");
      assertThat(WebRtc.renewals()).isEqualTo(before + 1);

      RecordingListener again = new RecordingListener();
      Peer second = crew.connector.connect(again);
      second.send(new Goodbye("still here"));
      Crew.until("it arrives", () -> atServer.waiting() > 0);
      assertThat(second.isOpen()).isTrue();
    }
  }

  @Test
  void whatIsConnectedIsAskedOneAfterTheOtherAndNobodyIsCutOff() throws Exception {
    WebRtc.budget(new Budget(20, 1_000_000));
    try (Crew crew = new Crew(RecordingListener::new)) {
      Asked[] asked = new Asked[10];
      for (int i = 0; i < 10; i++) {
        asked[i] = new Asked();
        crew.connector.connect(asked[i]); // two connections each, for both ends are here
      }
      for (Asked each : asked) {
        assertThat(each.renewed.await(30, SECONDS)).isTrue();
      }
      Asked next = new Asked();
      Peer peer = crew.connector.connect(next);
      Crew.until("the old ones are gone", () -> crew.server.connections() == 1);
      assertThat(peer.isOpen()).isTrue();
      assertThat(next.renewed.getCount()).isEqualTo(1);
    }
  }

  @Test
  void closedConnectionsAndFactoriesGiveTheirMemoryAndTheirThreadsBack() throws Exception {
    Process process =
        new ProcessBuilder(Cycles.command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed;
    try {
      printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    } finally {
      process.destroyForcibly();
    }
    assertThat(printed).as("what the process printed").startsWith("kilobytes ");
    List<String> words = List.of(printed.strip().split(" ", -1));
    // Unreleased, 150 pairs would cost 21,000 KB, and each of the 5 factories two threads.
    assertThat(Long.parseLong(words.get(1))).as("KB for 150 pairs").isLessThan(9_000);
    assertThat(Long.parseLong(words.get(3))).as("threads for 5 factories").isLessThan(5);
  }
}
