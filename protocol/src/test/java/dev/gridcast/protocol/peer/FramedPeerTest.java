package dev.gridcast.protocol.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FramedPeerTest {

  private final LinkedBlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
  private final RecordingListener server = new RecordingListener();
  private final RecordingListener client = new RecordingListener();
  private final InMemoryNetwork network = network(server);

  @AfterEach
  void tearDown() {
    network.close();
  }

  @Test
  void messagesComeWholeAndInOrderBothWays() throws Exception {
    Peer toServer = network.connect(client);
    Peer toClient = accepted.take();
    for (int i = 0; i < 1_000; i++) {
      toServer.send(new Goodbye("up " + i));
      toClient.send(new Goodbye("down " + i));
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(server.next()).isEqualTo(new Goodbye("up " + i));
      assertThat(client.next()).isEqualTo(new Goodbye("down " + i));
    }
  }

  @Test
  void aLargeMessageCrossesItsOppositeEvenWhenListenersSendIt() throws Exception {
    Result large = large(1 << 20);
    CompletableFuture<Message> atServer = new CompletableFuture<>();
    CompletableFuture<Message> atClient = new CompletableFuture<>();
    try (InMemoryNetwork both = network(echoOnce(large, atServer))) {
      Peer peer = both.connect(echoOnce(large, atClient));
      accepted.take().send(new CaseRequest(1, List.of()));
      peer.send(new CaseRequest(1, List.of()));
      assertThat(atServer.get(20, SECONDS)).isEqualTo(large);
      assertThat(atClient.get(20, SECONDS)).isEqualTo(large);
    }
  }

  @Test
  void aSlowListenerHoldsTheSenderBack() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger handled = new AtomicInteger();
    RecordingListener slow =
        new RecordingListener() {
          @Override
          public void onMessage(Peer peer, Message message) {
            awaitQuietly(goOn);
            handled.incrementAndGet();
          }
        };
    try (InMemoryNetwork slowNetwork = network(slow)) {
      Peer peer = slowNetwork.connect(client);
      AtomicInteger sent = new AtomicInteger();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 64; i++) {
                  sendQuietly(peer, large(1 << 20));
                  sent.incrementAndGet();
                }
              });
      assertThatThrownBy(() -> sending.get(1, SECONDS)).isInstanceOf(TimeoutException.class);
      assertThat(sent.get()).as("MiB sent to a listener that takes nothing").isBetween(4, 16);
      goOn.countDown();
      sending.get(20, SECONDS);
      until(() -> handled.get() == 64);
    }
  }

  @Test
  void aListenerThatThrowsClosesTheConnectionWithThatAsTheReason() throws Exception {
    RecordingListener broken =
        new RecordingListener() {
          @Override
          public void onMessage(Peer peer, Message message) {
            throw new IllegalStateException("no such case");
          }
        };
    try (InMemoryNetwork brokenNetwork = network(broken)) {
      brokenNetwork.connect(client).send(new CaseRequest(1, List.of()));
      assertThat(broken.awaitClosed(10)).contains("no such case");
      client.awaitClosed(10);
    }
  }

  @Test
  void anAcceptorThatThrowsClosesTheConnection() throws Exception {
    try (InMemoryNetwork closed =
        new InMemoryNetwork(
            peer -> {
              throw new IllegalStateException("full");
            })) {
      closed.connect(client);
      client.awaitClosed(10);
    }
  }

  @Test
  void whatWasSentBeforeCloseArrivesAndBothSidesHearOfTheEndOnce() throws Exception {
    Peer peer = network.connect(client);
    for (int i = 0; i < 50; i++) {
      peer.send(large(100_000));
    }
    peer.send(new Goodbye("bye"));
    peer.close();
    peer.close();
    for (int i = 0; i < 50; i++) {
      assertThat(server.next()).isInstanceOf(Result.class);
    }
    assertThat(server.next()).isEqualTo(new Goodbye("bye"));
    assertThat(server.awaitClosed(10)).isEqualTo("closed by the other side");
    assertThat(client.awaitClosed(10)).isEqualTo("closed by this side");
    assertThat(peer.isOpen()).isFalse();
    assertThatThrownBy(() -> peer.send(new CaseRequest(1, List.of())))
        .isInstanceOf(PeerClosedException.class);
    until(() -> network.openConnections() == 0);
    assertThat(server.ends()).hasSize(1);
    assertThat(client.ends()).hasSize(1);
  }

  @Test
  void aListenerMayCloseItsOwnPeer() throws Exception {
    RecordingListener closing =
        new RecordingListener() {
          @Override
          public void onMessage(Peer peer, Message message) {
            peer.close();
          }
        };
    try (InMemoryNetwork closingNetwork = network(closing)) {
      closingNetwork.connect(client).send(new CaseRequest(1, List.of()));
      assertThat(client.awaitClosed(10)).isEqualTo("closed by the other side");
      assertThat(closing.awaitClosed(10)).isEqualTo("closed by this side");
    }
  }

  @Test
  void aCutLineEndsASenderThatWaits() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    RecordingListener stuck =
        new RecordingListener() {
          @Override
          public void onMessage(Peer peer, Message message) {
            awaitQuietly(never);
          }
        };
    try (InMemoryNetwork stuckNetwork = network(stuck)) {
      Peer peer = stuckNetwork.connect(client);
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      new Thread(
              () -> {
                try {
                  while (true) {
                    peer.send(large(1 << 20));
                  }
                } catch (PeerClosedException e) {
                  failure.complete(e);
                }
              })
          .start();
      assertThatThrownBy(() -> failure.get(500, java.util.concurrent.TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      stuckNetwork.cut();
      assertThat(failure.get(10, SECONDS)).hasMessageContaining("closed");
      assertThat(client.awaitClosed(10)).isEqualTo("the line was cut");
      never.countDown();
      assertThat(stuck.awaitClosed(10)).isEqualTo("the line was cut");
    }
  }

  @Test
  void aPeerThatIgnoresItsCreditIsCutOff() throws Exception {
    List<byte[]> answers = new ArrayList<>();
    AtomicBoolean closed = new AtomicBoolean();
    FramedPeer peer = againstAttacker(answers, closed);
    byte[] frame = new byte[Frames.MAX_BYTES];
    frame[0] = Frames.MORE;
    for (int i = 0; i < 1_000 && peer.isOpen(); i++) {
      peer.received(frame.clone());
    }
    assertThat(client.awaitClosed(10)).contains("broke the rules");
    until(closed::get);
  }

  @Test
  void creditForNothingIsCutOff() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    againstAttacker(new ArrayList<>(), closed).received(Frames.credit(SendWindow.BYTES));
    assertThat(client.awaitClosed(10)).contains("must not open the window beyond");
    until(closed::get);
  }

  @Test
  void aMalformedMessageIsCutOff() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    againstAttacker(new ArrayList<>(), closed)
        .received(Frames.whole(1, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, '{', '}'}));
    assertThat(client.awaitClosed(10)).contains("malformed");
    until(closed::get);
  }

  @Test
  void anEmptyFrameIsCutOff() throws Exception {
    againstAttacker(new ArrayList<>(), new AtomicBoolean()).received(new byte[0]);
    assertThat(client.awaitClosed(10)).contains("broke the rules");
  }

  @Test
  void anUnreachableServerIsATemporaryFailure() {
    network.setReachable(false);
    assertThatThrownBy(() -> network.connect(client))
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse());
  }

  private FramedPeer againstAttacker(List<byte[]> answers, AtomicBoolean closed) {
    ExecutorService pool = PeerThreads.pool("attacked");
    FramedPeer peer =
        new FramedPeer(
            "attacker",
            InMemoryNetwork.keyOf("other"),
            new FrameLine() {
              @Override
              public void send(byte[] frame) {
                answers.add(frame);
              }

              @Override
              public void close() {
                closed.set(true);
              }
            },
            pool,
            new RateLimits(RateClock.system()));
    peer.start(p -> client);
    return peer;
  }

  private InMemoryNetwork network(PeerListener listener) {
    return new InMemoryNetwork(
        peer -> {
          accepted.add(peer);
          return listener;
        });
  }

  private static PeerListener echoOnce(Result answer, CompletableFuture<Message> received) {
    return new RecordingListener() {
      @Override
      public void onMessage(Peer peer, Message message) {
        if (message instanceof CaseRequest) {
          sendQuietly(peer, answer);
        } else {
          received.complete(message);
        }
      }
    };
  }

  private static Result large(int bytes) {
    return new Result("lease", "x".repeat(bytes), null);
  }

  private static void sendQuietly(Peer peer, Message message) {
    try {
      peer.send(message);
    } catch (PeerClosedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void until(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("20 s have passed").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
