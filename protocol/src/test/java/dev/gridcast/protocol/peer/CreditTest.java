package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import dev.gridcast.protocol.message.Result;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer whose other side gives hardly any credit, or does not keep to what it got. */
@Timeout(60)
class CreditTest {

  private final HeldPeerTime time = new HeldPeerTime();
  private final BlockingQueue<byte[]> said = new LinkedBlockingQueue<>();
  private final AtomicInteger heard = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final RecordingListener listener =
      new RecordingListener() {
        @Override
        public void onMessage(Peer peer, Message message) {
          heard.incrementAndGet();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };
  private final ExecutorService pool = PeerThreads.pool("credit");
  private final FrameLine line =
      new FrameLine() {
        @Override
        public void send(byte[] frame) {
          said.add(frame);
        }

        @Override
        public void close() {}
      };
  private final AtomicInteger running = new AtomicInteger();
  private final FramedPeer peer =
      new FramedPeer(
          "other",
          InMemoryNetwork.keyOf("other"),
          line,
          this::run,
          new RateLimits(RateClock.system()),
          time);

  CreditTest() {
    peer.start(p -> listener);
  }

  private void run(Runnable task) {
    running.incrementAndGet();
    pool.execute(
        () -> {
          try {
            task.run();
          } finally {
            running.decrementAndGet();
          }
        });
  }

  @AfterEach
  void end() throws Exception {
    goOn.countDown();
    peer.lineClosed("the test is over");
    assertThat(listener.awaitClosed(10)).isNotEmpty();
    pool.shutdown();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -1, Frames.MIN_CREDIT - 1, Integer.MIN_VALUE})
  void aTinyCreditIsCutOff(int bytes) throws Exception {
    peer.received(Frames.credit(bytes));
    assertThat(listener.awaitClosed(10))
        .isEqualTo("broke the rules: a credit must be at least 4096: " + bytes);
  }

  @Test
  void aCreditOfAnotherLengthIsCutOff() throws Exception {
    peer.received(new byte[] {Frames.CREDIT, 0, 0});
    assertThat(listener.awaitClosed(10)).contains("must have 5 bytes: 3");
  }

  @Test
  void whoeverTakesNothingForAMinuteIsGoneAndNobodyWaitsForIt() throws Exception {
    CompletableFuture<Void> sending = sendInBackground(new Result("l", "x".repeat(900_000), null));
    until("it waits for credit", () -> bytesSaid() > SendWindow.INITIAL / 2);
    time.pass(1_000); // the wait begins with the first look at it
    for (int second = 0; second < 61 && peer.isOpen(); second++) {
      peer.received(Frames.ping());
      time.pass(1_000);
    }
    assertThat(listener.awaitClosed(10)).isEqualTo("the other side has taken nothing for 60 s");
    assertThatThrownBy(() -> sending.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(PeerClosedException.class);
  }

  /** It is served as slowly as it asks, costs one thread, and what waits for it is bounded. */
  @Test
  void aSlowReaderGetsNoMoreMemoryThanAQuickOne() throws Exception {
    AtomicInteger chunks = new AtomicInteger();
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              BlobChunk chunk = new BlobChunk(1, 0, Blob.wrap(new byte[64 << 10]));
              for (int i = 0; i < 100; i++) {
                sendQuietly(chunk);
                chunks.incrementAndGet();
              }
            });
    until("its first credit is used up", () -> timeGoesOn() && bytesSaid() > 80 << 10);
    assertThatThrownBy(() -> sending.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    int before = chunks.get();
    assertThat(before).as("chunks of 64 KiB that wait or are on their way").isLessThan(9);

    for (int i = 0; i < 32; i++) {
      peer.received(Frames.credit(Frames.MIN_CREDIT));
    }
    until("it goes on", () -> timeGoesOn() && chunks.get() > before);
    assertThat(chunks.get()).isLessThanOrEqualTo(before + 2);

    long unsaid = bytesSaid();
    peer.send(new Heartbeat(List.of()));
    until("what is urgent has credit of its own", () -> bytesSaid() > unsaid);
    assertThat(peer.isOpen()).isTrue();
  }

  /** A line that takes 64 KiB at once, and thousands of messages in each. */
  @Test
  void aBatchOfVeryManyTinyMessagesCostsWhatItsMessagesCost() throws Exception {
    byte[] batch = batchOf(1_300);
    assertThat(batch.length).isLessThan(Frames.MAX_BYTES);
    peer.received(batch);
    assertThat(listener.awaitClosed(10)).isEqualTo("broke the rules: it sent more than its credit");
    assertThat(heard).as("messages that were even decoded").hasValue(0);
  }

  @Test
  void whoeverHasCreditForItMaySendABatchOfMany() throws Exception {
    goOn.countDown();
    peer.received(batchOf(300));
    until("all of them are heard", () -> heard.get() == 300);
    assertThat(peer.isOpen()).isTrue();
  }

  /** The frames are read at once, so that only the credit stops what waits for the listener. */
  @Test
  void whoeverSendsOnWhileTheListenerIsBusyIsCutOff() throws Exception {
    for (int i = 0; i < 200 && peer.isOpen(); i++) {
      peer.received(batchOf(100));
      until("it is read, and only the listener is busy", () -> running.get() <= 1);
    }
    assertThat(listenerEnds()).isEqualTo("broke the rules: it sent more than its credit");
  }

  private String listenerEnds() throws InterruptedException {
    goOn.countDown(); // the end is told last
    return listener.awaitClosed(10);
  }

  private static byte[] batchOf(int messages) {
    return Frames.batch(
        Collections.nCopies(
            messages, MessageCodec.encode(new Heartbeat(List.of()), Frames.FIRST_HEADER)));
  }

  /** Whatever can wait keeps to a pace, which takes time. */
  private boolean timeGoesOn() {
    time.standStill(1_000);
    return true;
  }

  private long bytesSaid() {
    return said.stream().mapToLong(frame -> frame.length).sum();
  }

  private CompletableFuture<Void> sendInBackground(Message message) {
    return CompletableFuture.runAsync(() -> sendQuietly(message));
  }

  private void sendQuietly(Message message) {
    try {
      peer.send(message);
    } catch (PeerClosedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
