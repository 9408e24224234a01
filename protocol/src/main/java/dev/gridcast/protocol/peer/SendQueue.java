package dev.gridcast.protocol.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, and which frame is next: small messages before all else, several in one
 * frame; then large messages and the chunks of blobs in turns, a frame each, as far as the pace
 * allows. Keeps to the credit of the other side, of which a part is for small messages alone.
 *
 * <p>Messages of one thread stay in order: whoever adds a large one waits until its last frame is
 * out. Chunks stay in order among themselves. An interrupt does not stop a wait, since half a
 * message would be left on the line, but closing does. Thread-safe.
 */
final class SendQueue {

  /** A message of at most so many bytes is small: 16 KiB. */
  static final int SMALL_BYTES = 16 << 10;

  /** Small messages that may wait, and chunks, in bytes each: whoever adds more waits as well. */
  private static final int WAITING_BYTES = 256 << 10;

  /** Large messages that are on their way at a time; the chunks have one stream more. */
  private static final int LARGE_AT_ONCE = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition urgent = lock.newCondition();
  private final SendCredit credit = new SendCredit();
  private final ArrayDeque<byte[]> small = new ArrayDeque<>();
  private final ArrayDeque<Cargo> large = new ArrayDeque<>();
  private final ArrayDeque<Cargo> laterLarge = new ArrayDeque<>();
  private final ArrayDeque<Cargo> chunks = new ArrayDeque<>();
  private final Runnable startWriter;
  private long smallBytes;
  private long chunkBytes;
  private long largeAnnounced;
  private int nextStream;
  private boolean chunkTurn;
  private boolean writing;
  private boolean finishing;
  private byte[] lastFrame = Frames.finish();
  private boolean noMore;
  private boolean closed;

  /** What the writer is to do. */
  enum Verdict {
    /** There is a frame. */
    SEND,

    /** What waits must not go yet: the line is full enough. */
    PACE,

    /** There is nothing to send, or no credit: whoever changes that starts the writer. */
    REST
  }

  /** What comes next. */
  static final class Next {

    private static final Next REST = new Next(Verdict.REST, null, null);
    private static final Next PACE = new Next(Verdict.PACE, null, null);

    private final Verdict verdict;
    private final byte @Nullable [] frame;
    private final @Nullable Cargo completes;

    private Next(Verdict verdict, byte @Nullable [] frame, @Nullable Cargo completes) {
      this.verdict = verdict;
      this.frame = frame;
      this.completes = completes;
    }

    private static Next of(byte[] frame, @Nullable Cargo completes) {
      return new Next(Verdict.SEND, frame, completes);
    }

    Verdict verdict() {
      return verdict;
    }

    /** What is to be sent, if that is the verdict. */
    byte @Nullable [] frame() {
      return frame;
    }

    /** The message whose last piece it is, for {@link #sent}, when somebody waits for that. */
    @Nullable Cargo completes() {
      return completes;
    }
  }

  /**
   * @param startWriter called when there may be something to write and nobody writes
   */
  SendQueue(Runnable startWriter) {
    this.startWriter = startWriter;
  }

  /**
   * Adds small messages, which go together if they can; waits while too many are there already.
   *
   * @param messages each with room for a FIRST header before it
   * @return whether it was not too late
   */
  boolean addSmall(List<byte[]> messages) {
    lock.lock();
    try {
      while (!isOver() && smallBytes > WAITING_BYTES) {
        room.awaitUninterruptibly();
      }
      if (isOver()) {
        return false;
      }
      for (byte[] message : messages) {
        small.add(message);
        smallBytes += message.length;
      }
      urgent.signal();
    } finally {
      lock.unlock();
    }
    wakeWriter();
    return true;
  }

  /**
   * Adds a message that may be large, and waits until it has all gone to the line.
   *
   * @return whether it has
   */
  boolean addLarge(byte[] message) {
    Cargo cargo;
    lock.lock();
    try {
      if (isOver()) {
        return false;
      }
      cargo = new Cargo(nextStream++, message);
      laterLarge.add(cargo);
      fillLarge();
    } finally {
      lock.unlock();
    }
    wakeWriter();
    lock.lock();
    try {
      while (!isOver() && !cargo.isOut()) {
        room.awaitUninterruptibly();
      }
      return cargo.isOut();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a chunk of a blob; waits while too many are there already.
   *
   * @return whether it was not too late
   */
  boolean addChunk(byte[] message) {
    lock.lock();
    try {
      while (!isOver() && chunkBytes > WAITING_BYTES) {
        room.awaitUninterruptibly();
      }
      if (isOver()) {
        return false;
      }
      Cargo cargo = new Cargo(nextStream++, message);
      chunks.add(cargo);
      chunkBytes += cargo.total();
    } finally {
      lock.unlock();
    }
    wakeWriter();
    return true;
  }

  /** The other side takes so many bytes more. */
  void grant(int amount) throws FrameException {
    lock.lock();
    try {
      credit.grant(amount);
    } finally {
      lock.unlock();
    }
    wakeWriter();
  }

  /** Nothing is added any more; what is there and complete still goes, and then the last frame. */
  void finish(byte[] last) {
    lock.lock();
    try {
      finishing = true;
      lastFrame = last;
      noMore = true;
      large.clear();
      laterLarge.clear();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    wakeWriter();
  }

  /** Nothing goes any more: lets everybody who waits go on. */
  void close() {
    lock.lock();
    try {
      closed = true;
      small.clear();
      large.clear();
      laterLarge.clear();
      chunks.clear();
      room.signalAll();
      urgent.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Since when something has been waiting for credit, by that clock; negative when nothing is. */
  long waitsForCreditSince(long now) {
    lock.lock();
    try {
      return credit.missingSince(now);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next frame, for the one who writes.
   *
   * @param most how large a frame may be that could have waited
   * @param pace how many bytes that can wait may go to the line now
   */
  Next next(int most, long pace) {
    lock.lock();
    try {
      Next next = choose(most, pace);
      writing = next.verdict() != Verdict.REST;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** What was sent was the last piece of a message. */
  void sent(Cargo cargo) {
    lock.lock();
    try {
      cargo.wentOut();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something comes that is urgent, but no longer than that. */
  void awaitUrgent(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (small.isEmpty() && !closed && left > 0) {
        left = urgent.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** When it could not go on sending. */
  void stopWriting() {
    lock.lock();
    try {
      writing = false;
    } finally {
      lock.unlock();
    }
  }

  private void wakeWriter() {
    lock.lock();
    try {
      if (writing || closed || isIdle()) {
        return;
      }
      writing = true;
    } finally {
      lock.unlock();
    }
    startWriter.run();
  }

  private boolean isOver() {
    return closed || noMore;
  }

  private boolean isIdle() {
    return small.isEmpty() && large.isEmpty() && chunks.isEmpty() && !finishing;
  }

  private Next choose(int most, long pace) {
    if (closed) {
      return Next.REST;
    }
    if (!small.isEmpty()) {
      byte[] frame = smallFrame();
      return frame == null ? Next.REST : Next.of(frame, null);
    }
    ArrayDeque<Cargo> from = chunks.isEmpty() || (!chunkTurn && !large.isEmpty()) ? large : chunks;
    Cargo cargo = from.peek();
    if (cargo == null) {
      if (!finishing) {
        return Next.REST;
      }
      finishing = false;
      return Next.of(lastFrame, null);
    }
    int bytes = cargo.nextFrame(most);
    if (bytes > credit.forBulk()) {
      // A part goes all the same: credit comes back for what was taken, not for what waits.
      bytes = credit.forBulk();
      if (bytes < Frames.MIN_PIECE) {
        credit.isMissing();
        return Next.REST;
      }
    }
    return bytes > pace ? Next.PACE : bulkFrame(from, cargo, bytes);
  }

  private Next bulkFrame(ArrayDeque<Cargo> from, Cargo cargo, int bytes) {
    byte[] frame = cargo.take(bytes);
    credit.take(Frames.cost(frame));
    chunkTurn = from == large;
    if (from == large) {
      large.remove();
      if (!cargo.isTaken()) {
        large.add(cargo); // the others' turn
        return Next.of(frame, null);
      }
      largeAnnounced -= cargo.total();
      fillLarge();
      return Next.of(frame, cargo);
    }
    if (cargo.isTaken()) {
      chunks.remove();
      chunkBytes -= cargo.total();
      room.signalAll();
    }
    return Next.of(frame, null);
  }

  private byte @Nullable [] smallFrame() {
    List<byte[]> batch = new ArrayList<>();
    int bytes = Frames.FIRST_HEADER; // a message that goes alone has the larger header
    for (byte[] message : small) {
      int more = bytes + Frames.inBatch(message);
      if (!batch.isEmpty() && more > SMALL_BYTES) {
        break;
      }
      if (more + Frames.OVERHEAD * (batch.size() + 1) > credit.all()) {
        break;
      }
      batch.add(message);
      bytes = more;
    }
    if (batch.isEmpty()) {
      credit.isMissing();
      return null;
    }
    for (byte[] message : batch) {
      small.remove();
      smallBytes -= message.length;
    }
    byte[] frame =
        batch.size() == 1 ? Frames.whole(nextStream++, batch.get(0)) : Frames.batch(batch);
    credit.take(Frames.cost(frame));
    room.signalAll();
    return frame;
  }

  private void fillLarge() {
    while (!laterLarge.isEmpty()
        && large.size() < LARGE_AT_ONCE
        && largeAnnounced + laterLarge.element().total() <= FrameAssembler.MAX_LARGE_BYTES) {
      Cargo cargo = laterLarge.remove();
      largeAnnounced += cargo.total();
      large.add(cargo);
    }
  }
}
