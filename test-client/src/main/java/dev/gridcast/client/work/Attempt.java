package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a connection and what becomes of it. It owns the two things that block, connecting
 * and sending, and does both on one thread, so that messages leave in order; only heartbeats have a
 * thread of their own, so that they overtake a large result on a slow line. Everything it learns
 * goes to one place as {@link News}.
 */
final class Attempt implements PeerListener {

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  /** What an attempt has to tell. */
  sealed interface News {
    record Connected() implements News {}

    record Failed(Throwable cause) implements News {}

    record Received(Message message) implements News {}

    record Closed(String reason) implements News {}

    record Unsendable(Message message, String reason) implements News {}
  }

  private sealed interface Task {
    record Send(Message message) implements Task {}

    record Close() implements Task {}

    /** There is nothing to send any more; somebody else closes. */
    record End() implements Task {}
  }

  private final BiConsumer<Attempt, News> news;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<Task> beats = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private @Nullable Peer peer;
  private @Nullable Thread thread;
  private boolean closed;

  Attempt(BiConsumer<Attempt, News> news) {
    this.news = news;
  }

  void connect(PeerConnector connector) {
    Thread connecting = new Thread(() -> connectAndSend(connector), "client-line");
    connecting.setDaemon(true);
    synchronized (lock) {
      thread = connecting;
    }
    connecting.start();
  }

  void send(Message message) {
    (message instanceof Heartbeat ? beats : tasks).add(new Task.Send(message));
  }

  /** Closes in the order of what has been sent. */
  void closeWhenSent() {
    beats.add(new Task.End());
    tasks.add(new Task.Close());
  }

  /** Closes now, whatever is on its way; returns at once. */
  void close() {
    Peer open;
    synchronized (lock) {
      closed = true;
      open = peer;
      if (open == null && thread != null) {
        thread.interrupt();
      }
    }
    if (open != null) {
      beats.clear();
      beats.add(new Task.End());
      tasks.clear();
      tasks.add(new Task.Close());
      // Closing may flush for a while; the event loop has better things to do.
      Thread closing = new Thread(open::close, "client-line-close");
      closing.setDaemon(true);
      closing.start();
    }
  }

  @Override
  public void onMessage(Peer from, Message message) {
    news.accept(this, new News.Received(message));
  }

  @Override
  public void onClosed(Peer from, String reason) {
    news.accept(this, new News.Closed(reason));
  }

  private void connectAndSend(PeerConnector connector) {
    try {
      Peer open = connector.connect(this);
      boolean tooLate;
      synchronized (lock) {
        peer = open;
        tooLate = closed;
      }
      if (tooLate) {
        open.close();
        return;
      }
      news.accept(this, new News.Connected());
      sendBeats(open);
      sendAll(open, tasks);
    } catch (ConnectException | RuntimeException | LinkageError e) {
      news.accept(this, new News.Failed(e));
    } catch (PeerClosedException e) {
      log.debug("what was left to send is void: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendBeats(Peer open) {
    Thread sending =
        new Thread(
            () -> {
              try {
                sendAll(open, beats);
              } catch (PeerClosedException e) {
                log.debug("a heartbeat is void: {}", e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "client-line-beats");
    sending.setDaemon(true);
    sending.start();
  }

  private void sendAll(Peer open, BlockingQueue<Task> from)
      throws PeerClosedException, InterruptedException {
    while (true) {
      Task task = from.take();
      if (task instanceof Task.End) {
        return;
      }
      if (!(task instanceof Task.Send send)) {
        open.close();
        return;
      }
      try {
        open.send(send.message());
      } catch (RuntimeException e) {
        log.error("a message cannot be sent: {}", send.message().getClass().getSimpleName(), e);
        news.accept(this, new News.Unsendable(send.message(), String.valueOf(e.getMessage())));
      }
    }
  }
}
