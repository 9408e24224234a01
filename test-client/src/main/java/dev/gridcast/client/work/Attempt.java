package dev.gridcast.client.work;

import dev.gridcast.protocol.blob.BlobException;
import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobOutlet;
import dev.gridcast.protocol.blob.BlobShelf;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.PeerPath;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a connection and what becomes of it. It owns the two things that block, connecting
 * and sending, and does both on one thread, so that messages leave in order; only heartbeats and
 * blobs have threads of their own, so that they overtake what is slow, and hold up nothing.
 * Everything it learns goes to one place as {@link News}.
 */
final class Attempt implements PeerListener {

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  /** What an attempt has to tell. */
  sealed interface News {
    record Connected() implements News {}

    record Failed(Throwable cause) implements News {}

    record Received(Message message) implements News {}

    /** Pieces of blobs have come; told once until it is {@link #noted}. */
    record PiecesCame() implements News {}

    /** The other side broke the rules. */
    record Broken(String reason) implements News {}

    record Closed(String reason) implements News {}

    /** The connection goes on over another one. */
    record Renewed() implements News {}

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
  private final BlobExchange blobs;
  private final AtomicBoolean piecesCame = new AtomicBoolean();

  /**
   * An attempt that has yet to begin.
   *
   * @param shelf what the server may ask for
   */
  Attempt(BiConsumer<Attempt, News> news, BlobShelf shelf) {
    this.news = news;
    this.blobs =
        new BlobExchange(BlobExchange.Side.CONNECTED, new Outlet(), shelf, Attempt::inBackground);
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

  /** Asks for a blob; what has come of it before is not asked for again. */
  void fetch(String sha256, long size, PartialBlobs partials, BlobListener listener)
      throws IOException {
    blobs.fetch(sha256, size, partials, listener);
  }

  /** The news that pieces came has been heard; the next is to be told again. */
  void noted() {
    piecesCame.set(false);
  }

  /** Closes in the order of what has been sent. */
  void closeWhenSent() {
    beats.add(new Task.End());
    tasks.add(new Task.Close());
  }

  /** Closes now, whatever is on its way; returns at once. */
  void close() {
    blobs.close();
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
    try {
      // Not in the event loop: whoever sends faster than the disk writes is held back here.
      if (!blobs.heard(message)) {
        news.accept(this, new News.Received(message));
      } else if (piecesCame.compareAndSet(false, true)) {
        news.accept(this, new News.PiecesCame());
      }
    } catch (BlobException e) {
      news.accept(this, new News.Broken(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void onClosed(Peer from, String reason) {
    news.accept(this, new News.Closed(reason));
  }

  @Override
  public void onRenewal(Peer from) {
    news.accept(this, new News.Renewed());
  }

  /** Over what the connection goes; empty while there is none. */
  Optional<PeerPath> path() {
    synchronized (lock) {
      return peer == null ? Optional.empty() : peer.path();
    }
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

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "client-line-blobs");
    thread.setDaemon(true);
    thread.start();
  }

  /** What the blobs have to say. */
  private final class Outlet implements BlobOutlet {

    @Override
    public void say(Message message) {
      Attempt.this.send(message);
    }

    @Override
    public void send(Message message) throws PeerClosedException {
      Peer open;
      synchronized (lock) {
        open = closed ? null : peer;
      }
      if (open == null) {
        throw new PeerClosedException("there is no connection");
      }
      open.send(message);
    }
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
