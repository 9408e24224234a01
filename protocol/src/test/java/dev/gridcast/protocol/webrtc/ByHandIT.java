package dev.gridcast.protocol.webrtc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.peer.RecordingListener;
import dev.gridcast.protocol.signal.Block;
import dev.gridcast.protocol.signal.HandWay;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two people carry offer and answer, and take their time. */
@Timeout(120)
final class ByHandIT {

  /** Longer than WebRTC looks for a path by itself, which is 15 seconds. */
  private static final long PEOPLE_SECONDS = 25;

  @Test
  void aConnectionIsMadeHoweverLongThePeopleTake() throws Exception {
    RecordingListener atServer = new RecordingListener();
    RecordingListener atClient = new RecordingListener();
    BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    try (Crew crew = new Crew(() -> atServer);
        PipedWriter paste = new PipedWriter();
        BufferedReader terminal = new BufferedReader(new PipedReader(paste, 1 << 16))) {
      Invite noWays = new Invite(crew.invite.server(), List.of(), crew.invite.secret());
      try (WebRtcConnector connector =
          WebRtcConnector.byHand(
              Identity.random(),
              noWays,
              new HandWay(terminal, shown::add),
              new RateLimits(RateClock.system()),
              "test")) {
        CompletableFuture<Peer> connecting =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return connector.connect(atClient);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        byte[] offer = Block.read(Block.Kind.OFFER, shownBlock(shown));
        Optional<byte[]> answer = crew.server.handler().answer(offer, "127.0.0.1");

        // The people: nothing happens for this long, and nothing must come of that.
        assertThat(crew.accepted.poll(PEOPLE_SECONDS, SECONDS)).isNull();
        paste.write(Block.write(Block.Kind.ANSWER, answer.orElseThrow()) + "\n");
        paste.flush();

        crew.nextAccepted().send(new Goodbye("it works"));
        assertThat(atClient.next()).isEqualTo(new Goodbye("it works"));
        assertThat(connecting.get(20, SECONDS).key()).isEqualTo(crew.invite.server());
      }
    }
  }

  private static String shownBlock(BlockingQueue<String> shown) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    while (!Block.isWhole(text.toString())) {
      String line = shown.poll(20, SECONDS);
      assertThat(line).as("the offer's end after " + text).isNotNull();
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
