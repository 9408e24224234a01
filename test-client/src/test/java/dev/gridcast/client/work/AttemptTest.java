package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.blob.BlobShelf;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.Peer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AttemptTest {

  private static final Result RESULT = new Result("a", "{}", null);

  private final LinkedBlockingQueue<Message> sent = new LinkedBlockingQueue<>();
  private final CountDownLatch lineIsFree = new CountDownLatch(1);
  private final CountDownLatch resultBegun = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Attempt attempt = new Attempt((from, news) -> {}, BlobShelf.EMPTY);

  /** A line on which results are slow. */
  private final class SlowPeer implements Peer {

    @Override
    public String id() {
      return "slow";
    }

    @Override
    public PeerKey key() {
      return InMemoryNetwork.keyOf("slow");
    }

    @Override
    public void send(Message message) {
      if (message instanceof Result) {
        resultBegun.countDown();
        try {
          lineIsFree.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      sent.add(message);
    }

    @Override
    public boolean isOpen() {
      return closed.getCount() > 0;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void heartbeatsOvertakeAResultThatTakesItsTime() throws Exception {
    attempt.connect(listener -> new SlowPeer());
    attempt.send(RESULT);
    resultBegun.await();
    Heartbeat heartbeat = new Heartbeat(List.of());
    attempt.send(heartbeat);
    assertThat(sent.poll(10, TimeUnit.SECONDS)).isEqualTo(heartbeat);
    lineIsFree.countDown();
    assertThat(sent.poll(10, TimeUnit.SECONDS)).isEqualTo(RESULT);
  }

  @Test
  void closingComesAfterTheLastWords() throws Exception {
    attempt.connect(listener -> new SlowPeer());
    attempt.send(new Goodbye("done"));
    attempt.closeWhenSent();
    closed.await();
    assertThat(sent).containsExactly(new Goodbye("done"));
  }
}
