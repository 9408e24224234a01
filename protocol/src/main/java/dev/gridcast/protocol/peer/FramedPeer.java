package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.MalformedMessageException;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer over a {@link FrameLine}: cuts messages into frames, puts them together again, and holds
 * the sender back while the listener is busy.
 *
 * <p>Three threads meet here. The line's thread only ever puts frames in a queue. The reader puts
 * messages together and grants credit. The listener is called on a third, which may block for as
 * long as it likes: what comes meanwhile is bounded by {@link SendWindow#BYTES}, {@link
 * ReceiveWindow#MAX_UNHANDLED_BYTES} and one message. {@link RateLimits} make senders wait, and
 * credit come later.
 */
public final class FramedPeer implements Peer {

  /** The largest frame that a line must carry, in bytes. */
  public static final int MAX_FRAME_BYTES = Frames.MAX_BYTES;

  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(FramedPeer.class);

  private final String id;
  private final PeerKey key;
  private final FrameLine line;
  private final Executor pool;
  private final Mailbox reader;
  private final Mailbox listenerCalls;
  private final Mailbox granter;
  private final RateLimits limits;
  private final ReceiveWindow receiving;
  private final FrameAssembler assembler = new FrameAssembler();
  private final SendWindow window = new SendWindow();
  private final AtomicInteger nextStream = new AtomicInteger();
  private final AtomicReference<@Nullable String> ended = new AtomicReference<>();
  private final CountDownLatch lineGone = new CountDownLatch(1);
  private volatile boolean deaf;
  private volatile @Nullable PeerListener listener;

  /**
   * A peer at the end of a line that is open, or about to be.
   *
   * @param id see {@link Peer#id}
   * @param key see {@link Peer#key}
   * @param pool runs the reader and the listener; must never refuse a task
   * @param limits how fast this side may send and receive
   */
  public FramedPeer(String id, PeerKey key, FrameLine line, Executor pool, RateLimits limits) {
    this.id = id;
    this.key = key;
    this.line = line;
    this.pool = pool;
    this.reader = new Mailbox(pool);
    this.listenerCalls = new Mailbox(pool);
    this.granter = new Mailbox(pool);
    this.limits = limits;
    this.receiving = new ReceiveWindow(limits.received());
  }

  /** Asks for the listener; to be called once, before anything arrives. */
  public void start(PeerAcceptor acceptor) {
    listenerCalls.execute(() -> guarded(() -> listener = acceptor.accept(this)));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public PeerKey key() {
    return key;
  }

  @Override
  public boolean isOpen() {
    return ended.get() == null;
  }

  @Override
  public void send(Message message) throws PeerClosedException {
    byte[] bytes = MessageCodec.encode(message);
    window.begin(bytes.length);
    try {
      int stream = nextStream.getAndIncrement();
      for (int at = 0; at < bytes.length; at += Frames.payload(bytes.length, at)) {
        sendFrame(Frames.piece(stream, bytes, at));
      }
    } finally {
      window.end(bytes.length);
    }
  }

  private void sendFrame(byte[] frame) throws PeerClosedException {
    checkOpen();
    if (!window.take(Frames.cost(frame), STALL_LIMIT)) {
      end("the other side has taken nothing for " + STALL_LIMIT.toSeconds() + " s");
    }
    limits.sent().take(frame.length, this::isOpen);
    checkOpen();
    line.send(frame);
  }

  private void checkOpen() throws PeerClosedException {
    String reason = ended.get();
    if (reason != null) {
      throw new PeerClosedException("the connection to " + id + " is closed: " + reason);
    }
  }

  /** A frame has arrived. Never blocks and never throws; the caller must not touch the array. */
  public void received(byte[] frame) {
    if (frame.length > 0 && frame[0] == Frames.CREDIT) {
      credit(frame);
    } else if (!receiving.arrived(Frames.cost(frame))) {
      end("broke the rules: it sent more than its credit");
    } else {
      reader.execute(() -> read(frame));
    }
  }

  /** The line has ended. Never blocks and never throws. What arrived before is still delivered. */
  public void lineClosed(String reason) {
    lineGone.countDown();
    window.close();
    reader.execute(() -> end(reason));
  }

  private void credit(byte[] frame) {
    try {
      window.grant(Frames.creditOf(frame));
    } catch (FrameException e) {
      end("broke the rules: " + e.getMessage());
    }
  }

  private void read(byte[] frame) {
    receiving.read(Frames.cost(frame));
    if (!isOpen()) {
      return;
    }
    if (frame.length == 1 && frame[0] == Frames.FINISH) {
      end("closed by the other side");
      return;
    }
    try {
      byte[] whole = assembler.add(frame);
      if (whole != null) {
        receiving.waiting(whole.length);
        Message message = MessageCodec.decode(whole);
        listenerCalls.execute(() -> deliver(message, whole.length));
      }
      grant();
    } catch (FrameException e) {
      end("broke the rules: " + e.getMessage());
    } catch (MalformedMessageException e) {
      end("sent a malformed message: " + e.getMessage());
    }
  }

  private void deliver(Message message, int bytes) {
    PeerListener to = listener;
    if (to != null && !deaf) {
      guarded(() -> to.onMessage(this, message));
    }
    receiving.heard(bytes);
    grant();
  }

  /** Grants the credit that is due; what a limit delays is granted by a thread that may wait. */
  private void grant() {
    if (limits.received().isLimited()) {
      granter.execute(this::grantAll);
    } else {
      grantAll();
    }
  }

  private void grantAll() {
    for (int due = receiving.grant(); due > 0 && isOpen(); due = receiving.grant()) {
      limits.received().take(due, this::isOpen);
      try {
        line.send(Frames.credit(due));
      } catch (PeerClosedException e) {
        LOG.debug("No credit for {}: {}", id, e.getMessage());
        return;
      }
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("The listener of {} failed; the connection is closed.", id, e);
      deaf = true;
      end("the listener failed: " + e);
    }
  }

  @Override
  public void close() {
    if (!ended.compareAndSet(null, "closed by this side")) {
      return;
    }
    deaf = true;
    window.close();
    pool.execute(this::sendFinish);
    awaitLineGone();
    line.close();
    tellListener("closed by this side");
  }

  /** On a thread of its own: on a dead line with a full queue this would wait beyond the limit. */
  private void sendFinish() {
    try {
      line.send(Frames.finish());
    } catch (PeerClosedException e) {
      LOG.debug("{} was gone before it could be told: {}", id, e.getMessage());
      lineGone.countDown();
    }
  }

  private void awaitLineGone() {
    try {
      if (!lineGone.await(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{} did not confirm the end within {}.", id, FLUSH_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(String reason) {
    if (ended.compareAndSet(null, reason)) {
      window.close();
      pool.execute(line::close);
      tellListener(reason);
    }
  }

  private void tellListener(String reason) {
    listenerCalls.execute(
        () -> {
          PeerListener to = listener;
          if (to != null) {
            guarded(() -> to.onClosed(this, reason));
          }
        });
  }

  @Override
  public String toString() {
    return id;
  }
}
