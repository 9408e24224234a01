package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Result;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two peers of which one has limits, and a clock that the test moves. */
@Timeout(60)
class RateLimitsTest {

  private static final long RATE = 64 << 10;
  private static final int LARGE = 1 << 20;

  /** What may pass before a limit bites: the first window, one frame and what was saved up. */
  private static final double HEAD_START_SECONDS = (SendWindow.INITIAL + (64 << 10)) / 65_536.0;

  private final HeldClock clock = new HeldClock();
  private final RateLimits limits = new RateLimits(clock);
  private final LinkedBlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
  private final RecordingListener server = new RecordingListener();
  private final RecordingListener client = new RecordingListener();
  private final InMemoryNetwork network =
      new InMemoryNetwork(
          peer -> {
            accepted.add(peer);
            return server;
          },
          limits);
  private CompletableFuture<Void> sending = new CompletableFuture<>();
  private Peer toServer;
  private Peer toClient;

  @SuppressWarnings("NullAway.Init") // meet() fills in the fields
  RateLimitsTest() {}

  private void meet() throws Exception {
    toServer = network.connect(client);
    toClient = accepted.take();
    toServer.send(new Goodbye("hello"));
    assertThat(server.next()).isEqualTo(new Goodbye("hello"));
    toClient.send(new Goodbye("welcome"));
    assertThat(client.next()).isEqualTo(new Goodbye("welcome"));
  }

  @AfterEach
  void hangUp() {
    network.close();
  }

  @Test
  void aCappedSenderTakesItsTime() throws Exception {
    limits.sendAtMost(RATE);
    meet();
    send(toServer, large());
    assertThat(secondsUntilHeard(server)).isGreaterThan(LARGE / (double) RATE - HEAD_START_SECONDS);
  }

  @Test
  void aCappedReceiverHoldsTheSenderBack() throws Exception {
    limits.receiveAtMost(RATE);
    meet();
    send(toClient, large());
    assertThat(secondsUntilHeard(client)).isGreaterThan(LARGE / (double) RATE - HEAD_START_SECONDS);
  }

  @Test
  void aHeartbeatOvertakesACappedMessage() throws Exception {
    limits.sendAtMost(RATE);
    meet();
    send(toServer, large());
    assertHeartbeatOvertakes(toServer, server);
  }

  @Test
  void anAnswerOvertakesWhatACappedReceiverWaitsFor() throws Exception {
    limits.receiveAtMost(RATE);
    meet();
    send(toClient, large());
    assertHeartbeatOvertakes(toClient, client);
  }

  @Test
  void aLimitThatIsLiftedIsLiftedAtOnce() throws Exception {
    limits.receiveAtMost(RATE);
    limits.sendAtMost(RATE);
    meet();
    send(toClient, large());
    send(toServer, large());
    clock.move(TimeUnit.SECONDS.toNanos(1));
    limits.receiveAtMost(RateLimits.UNLIMITED);
    limits.sendAtMost(RateLimits.UNLIMITED);
    assertThat(secondsUntilHeard(client)).isLessThan(2);
    assertThat(secondsUntilHeard(server)).isLessThan(2);
  }

  @Test
  void aLimitThatIsSetLaterHoldsForWhatFollows() throws Exception {
    meet();
    send(toServer, large());
    assertThat(secondsUntilHeard(server)).isLessThan(10);
    limits.sendAtMost(RATE);
    send(toServer, large());
    assertThat(secondsUntilHeard(server)).isGreaterThan(LARGE / (double) RATE - HEAD_START_SECONDS);
  }

  @Test
  void closingEndsTheWaiting() throws Exception {
    limits.sendAtMost(RATE);
    meet();
    send(toServer, large());
    CompletableFuture<Void> closing = CompletableFuture.runAsync(network::cut);
    moveUntil(() -> sending.isDone());
    closing.get(10, TimeUnit.SECONDS);
    assertThat(sending).isCompletedExceptionally();
  }

  private void assertHeartbeatOvertakes(Peer from, RecordingListener to) throws Exception {
    clock.move(TimeUnit.SECONDS.toNanos(1));
    Message heartbeat = new Goodbye("alive");
    send(from, heartbeat);
    moveUntil(() -> to.waiting() > 0);
    assertThat(to.next()).as("what comes first").isEqualTo(heartbeat);
  }

  private double secondsUntilHeard(RecordingListener listener) throws InterruptedException {
    double before = clock.seconds();
    moveUntil(() -> listener.waiting() > 0);
    double passed = clock.seconds() - before;
    listener.next();
    return passed;
  }

  /** Moves the clock by small steps, with time for the threads between them, until it is true. */
  private void moveUntil(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (true) {
      long pause = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3);
      while (System.nanoTime() < pause) {
        if (condition.getAsBoolean()) {
          return;
        }
        Thread.onSpinWait();
      }
      assertThat(System.nanoTime()).as("40 s have passed").isLessThan(deadline);
      clock.move(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void send(Peer peer, Message message) {
    sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                peer.send(message);
              } catch (PeerClosedException e) {
                throw new IllegalStateException(e);
              }
            },
            task -> new Thread(task, "sender").start());
  }

  private static Result large() {
    return new Result("lease", "x".repeat(LARGE), null);
  }
}
