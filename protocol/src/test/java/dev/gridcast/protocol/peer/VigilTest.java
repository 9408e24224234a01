package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.peer.Introduction.Role;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer whose other side says only what the test says, in time that only the test moves. */
@Timeout(60)
class VigilTest {

  private static final byte[] FINGERPRINT = new byte[32];

  private final HeldPeerTime time = new HeldPeerTime();
  private final BlockingQueue<byte[]> said = new LinkedBlockingQueue<>();
  private final RecordingListener listener = new RecordingListener();
  private final ExecutorService pool = PeerThreads.pool("vigil");
  private final FrameLine line =
      new FrameLine() {
        @Override
        public void send(byte[] frame) {
          said.add(frame);
        }

        @Override
        public void close() {}
      };
  private final Identity self = Identity.ofSeed(new byte[32]);
  private final Identity other = Identity.random();
  private final FramedPeer peer =
      new FramedPeer("other", other.key(), line, pool, new RateLimits(RateClock.system()), time);

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  @Test
  void aPeerThatFallsSilentIsGoneWithinTenSeconds() throws Exception {
    peer.start(p -> listener);
    time.pass(8_900);
    assertThat(peer.isOpen()).isTrue();
    time.pass(500);
    assertThat(peer.isOpen()).isFalse();
    assertThat(listener.awaitClosed(10)).isEqualTo("nothing heard for 9 s");
  }

  @Test
  void aSignOfLifeIsEnough() throws Exception {
    peer.start(p -> listener);
    for (int second = 0; second < 60; second += 5) {
      time.pass(5_000);
      peer.received(Frames.ping());
    }
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void whoeverHasNothingToSayGivesASignOfLifeEveryThreeSeconds() throws Exception {
    peer.start(p -> listener);
    time.pass(2_900);
    assertThat(said).isEmpty();
    time.pass(200);
    assertThat(said.poll(10, TimeUnit.SECONDS)).containsExactly(Frames.PING);
  }

  /** A laptop that slept, or a machine out of memory: nobody was silent, nobody listened. */
  @Test
  void timeInWhichThisProcessStoodStillIsNobodysSilence() throws Exception {
    peer.start(p -> listener);
    time.pass(1_000);
    time.standStill(60_000_000);
    time.pass(1_000);
    assertThat(peer.isOpen()).isTrue();
    time.pass(9_000);
    assertThat(peer.isOpen()).isFalse();
  }

  @Test
  void whoeverDoesNotIntroduceItselfIsDroppedAfterTenSeconds() throws Exception {
    peer.start(introduction(), p -> listener);
    assertThat(said.poll(10, TimeUnit.SECONDS)).startsWith(Frames.GREETING);
    time.pass(9_900);
    assertThat(peer.isOpen()).isTrue();
    time.pass(200);
    assertThat(peer.isOpen()).isFalse();
    assertThat(peer.introduced())
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withMessageContaining("did not introduce itself within 10 s");
    assertThat(listener.ends()).as("nobody was asked to listen").isEmpty();
  }

  @Test
  void pingsWithoutEndAreCutOff() throws Exception {
    peer.start(p -> listener);
    for (int i = 0; i < 100; i++) {
      peer.received(Frames.ping());
    }
    assertThat(listener.awaitClosed(10)).contains("pings without end");
  }

  private Introduction introduction() {
    return new Introduction(self, other.key(), Role.ANSWERED, FINGERPRINT, FINGERPRINT);
  }
}
