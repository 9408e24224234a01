package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.MalformedMessageException;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer over a {@link FrameLine}: lets both sides prove who they are, cuts messages into frames
 * and puts them together again, sends first what is urgent, notices within {@link Vigil#SILENCE}
 * that the other side is gone, and holds the sender back while the listener is busy.
 *
 * <p>Four threads meet here. The line's thread only ever puts frames in a queue. The reader makes
 * messages of them and grants credit. The writer empties the {@link SendQueue}. The listener is
 * called on a fourth, which may block for as long as it likes: what comes meanwhile is bounded by
 * {@link SendWindow#BYTES}, {@link ReceiveWindow#MAX_UNHANDLED_BYTES} and one message. {@link
 * RateLimits} make senders wait, and credit come later.
 */
public final class FramedPeer implements Peer {

  /** The largest frame that a line must carry, in bytes. */
  public static final int MAX_FRAME_BYTES = Frames.MAX_BYTES;

  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(FramedPeer.class);

  private final String id;
  private final PeerKey key;
  private final FrameLine line;
  private final Executor pool;
  private final Mailbox reader;
  private final Ear ear;
  private final Mailbox granter;
  private final RateLimits limits;
  private final ReceiveWindow receiving;
  private final FrameReader frames = new FrameReader(this::arrived);
  private final FrameWriter writer;
  private final SendQueue queue;
  private final Vigil vigil;
  private final Checkup checkup;
  private final AtomicReference<@Nullable String> ended = new AtomicReference<>();
  private final CountDownLatch lineGone = new CountDownLatch(1);
  private final CompletableFuture<PeerKey> introduced = new CompletableFuture<>();
  private volatile boolean lenient;
  private volatile @Nullable Introduction introduction;
  private volatile @Nullable PeerAcceptor acceptor;

  /**
   * A peer at the end of a line that is open, or about to be.
   *
   * @param id see {@link Peer#id}
   * @param key see {@link Peer#key}
   * @param pool runs the reader, the writer and the listener; must never refuse a task
   * @param limits how fast this side may send and receive
   */
  public FramedPeer(String id, PeerKey key, FrameLine line, Executor pool, RateLimits limits) {
    this(id, key, line, pool, limits, PeerTime.system());
  }

  FramedPeer(
      String id, PeerKey key, FrameLine line, Executor pool, RateLimits limits, PeerTime time) {
    this.id = id;
    this.key = key;
    this.line = line;
    this.pool = pool;
    this.reader = new Mailbox(pool);
    this.ear = new Ear(this, pool, this::end);
    this.granter = new Mailbox(pool);
    this.limits = limits;
    this.receiving = new ReceiveWindow(limits.received());
    this.vigil = new Vigil(time);
    this.writer =
        new FrameWriter(line, pool, limits.sent(), this::isOpen, this::failed, time, vigil);
    this.queue = writer.queue();
    this.checkup = new Checkup(time, vigil, queue, new Patient());
  }

  /**
   * Begins on a line on which nobody has to prove anything: asks for the listener. To be called
   * once, before anything arrives.
   */
  public void start(PeerAcceptor whoListens) {
    acceptor = whoListens;
    checkup.begin();
    beginConversation();
  }

  /**
   * Begins with an introduction; whoever listens is asked for when the other side has proved its
   * key. To be called once, when the line is open and before anything arrives.
   */
  public void start(Introduction proofs, PeerAcceptor whoListens) {
    acceptor = whoListens;
    introduction = proofs;
    checkup.begin();
    reader.execute(() -> sendNow(proofs.greeting()));
  }

  /** Done when the other side has proved its key, or with the reason why it will not. */
  public CompletableFuture<PeerKey> introduced() {
    return introduced.copy();
  }

  private void beginConversation() {
    PeerAcceptor asked = acceptor;
    if (asked != null) {
      ear.open(asked);
    }
    introduced.complete(key);
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
  public Optional<PeerPath> path() {
    return line.path();
  }

  @Override
  public Optional<Duration> roundTrip() {
    return line.roundTrip();
  }

  @Override
  public boolean isOpen() {
    return ended.get() == null;
  }

  @Override
  public void send(Message message) throws PeerClosedException {
    send(List.of(message));
  }

  @Override
  public void send(List<? extends Message> messages) throws PeerClosedException {
    List<byte[]> small = new ArrayList<>(messages.size());
    for (Message message : messages) {
      byte[] bytes = MessageCodec.encode(message, Frames.FIRST_HEADER);
      boolean isChunk = message instanceof BlobChunk;
      if (!isChunk && bytes.length <= SendQueue.SMALL_BYTES) {
        small.add(bytes);
        continue;
      }
      addSmall(small);
      awaitIntroduction();
      check(isChunk ? queue.addChunk(bytes) : queue.addLarge(bytes));
    }
    addSmall(small);
  }

  private void addSmall(List<byte[]> messages) throws PeerClosedException {
    if (!messages.isEmpty()) {
      awaitIntroduction();
      check(queue.addSmall(messages));
      messages.clear();
    }
  }

  /** Nothing is said to somebody who has not proved who it is. */
  private void awaitIntroduction() throws PeerClosedException {
    if (!introduced.isDone()) {
      introduced.handle((who, failure) -> true).join();
    }
    check(isOpen());
  }

  private void check(boolean done) throws PeerClosedException {
    if (!done) {
      String reason = ended.get();
      throw new PeerClosedException(
          "the connection to "
              + id
              + " is closed: "
              + (reason == null ? "the line ended" : reason));
    }
  }

  /** A frame has arrived. Never blocks and never throws; the caller must not touch the array. */
  public void received(byte[] frame) {
    vigil.heard();
    if (introduced.isDone() && frame.length > 0 && frame[0] == Frames.CREDIT) {
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
    queue.close();
    reader.execute(() -> end(reason));
  }

  private void credit(byte[] frame) {
    try {
      queue.grant(Frames.creditOf(frame));
    } catch (FrameException e) {
      end("broke the rules: " + e.getMessage());
    }
  }

  private void read(byte[] frame) {
    boolean hadCredit = receiving.read(Frames.cost(frame), Frames.isCredited(frame));
    if (!isOpen()) {
      return;
    }
    if (!hadCredit) {
      end("broke the rules: it sent more than its credit");
      return;
    }
    try {
      Introduction hearing = introduction;
      if (hearing != null && !hearing.isComplete()) {
        introduce(hearing, frame);
      } else {
        take(frame);
      }
    } catch (FrameException e) {
      end("broke the rules: " + e.getMessage());
    } catch (MalformedMessageException e) {
      end("sent a malformed message: " + e.getMessage());
    }
  }

  private void introduce(Introduction hearing, byte[] frame) throws FrameException {
    Optional<byte[]> proof = hearing.hear(frame);
    proof.ifPresent(this::sendNow);
    if (hearing.isComplete()) {
      lenient = hearing.otherMinor() > Introduction.MINOR;
      beginConversation();
    }
  }

  private void take(byte[] frame) throws FrameException, MalformedMessageException {
    byte kind = frame.length == 0 ? 0 : frame[0];
    if (kind == Frames.FINISH && frame.length == 1) {
      end("closed by the other side");
    } else if (Frames.isRenewal(frame)) {
      end(Ear.RENEWAL);
    } else if (kind == Frames.PING) {
      vigil.pinged();
    } else if (kind == Frames.CREDIT) {
      credit(frame);
    } else if (kind < Frames.FIRST_OPTIONAL || !lenient) {
      frames.read(frame, lenient);
      grant();
    }
  }

  /** A message has been put together. */
  private void arrived(Message message, int cost) {
    receiving.waiting(cost);
    ear.hear(
        message,
        () -> {
          receiving.heard(cost);
          grant();
        });
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
      sendNow(Frames.credit(due));
    }
  }

  /** What neither credit nor a limit holds back. */
  private void sendNow(byte[] frame) {
    try {
      line.send(frame);
      vigil.said();
    } catch (PeerClosedException e) {
      LOG.debug("{} was gone before it could be told: {}", id, e.getMessage());
    }
  }

  /** The line takes nothing more; most often it is about to say why itself. */
  private void failed(String reason) {
    checkup.failed(reason);
    lineGone.countDown();
  }

  @Override
  public void close() {
    if (ended.compareAndSet(null, "closed by this side")) {
      ear.close();
      finish("closed by this side", Frames.finish());
    }
  }

  /** Closes as {@link #close} does; both listeners hear {@link PeerListener#onRenewal}. */
  public void renew() {
    if (ended.compareAndSet(null, Ear.RENEWAL)) {
      finish(Ear.RENEWAL, Frames.renewal());
    }
  }

  private void finish(String reason, byte[] lastFrame) {
    checkup.stop();
    if (introduced.isDone()) {
      queue.finish(lastFrame);
      awaitLineGone();
    }
    queue.close();
    line.close();
    tellListener(reason);
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
      checkup.stop();
      queue.close();
      pool.execute(line::close);
      tellListener(reason);
    }
  }

  private void tellListener(String reason) {
    introduced.completeExceptionally(new PeerClosedException(reason));
    ear.end(reason);
  }

  /** This peer, as far as its checkup goes. */
  private final class Patient implements Checkup.Patient {

    @Override
    public boolean isOpen() {
      return FramedPeer.this.isOpen();
    }

    @Override
    public boolean isIntroduced() {
      return introduced.isDone();
    }

    @Override
    public void ping() {
      pool.execute(() -> sendNow(Frames.ping()));
    }

    @Override
    public void end(String reason) {
      FramedPeer.this.end(reason);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
