package dev.gridcast.protocol.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Keeps everything that it is told, and lets a test wait for it. */
public class RecordingListener implements PeerListener {

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public void onMessage(Peer peer, Message message) {
    messages.add(message);
  }

  @Override
  public void onClosed(Peer peer, String reason) {
    ends.add(reason);
    closed.countDown();
  }

  /** The next message, waited for at most 20 s. */
  public Message next() throws InterruptedException {
    @Nullable Message message = messages.poll(20, SECONDS);
    assertThat(message).as("a message within 20 s; ended: %s", ends).isNotNull();
    return message;
  }

  /** The reason of the end, waited for. */
  public String awaitClosed(long seconds) throws InterruptedException {
    assertThat(closed.await(seconds, SECONDS)).as("closed within %d s", seconds).isTrue();
    return ends.get(0);
  }

  /** How often the end was told, and why. */
  public List<String> ends() {
    return ends;
  }

  /** Messages not yet asked for. */
  public int waiting() {
    return messages.size();
  }
}
