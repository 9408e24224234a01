package dev.gridcast.protocol.peer;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings frame after frame from the queue to the line, one thread at a time. */
final class FrameWriter {

  /** A limited sender's frame that can wait takes no more than this part of a second. */
  private static final int FRAMES_A_SECOND = 20;

  private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);

  private final FrameLine line;
  private final TokenBucket limit;
  private final BooleanSupplier open;
  private final Consumer<String> failed;
  private final Vigil vigil;
  private final Pacer pacer;
  private final SendQueue queue;

  /**
   * @param pool runs the writing while there is something to write
   * @param limit makes it wait
   * @param open whether to go on waiting
   * @param failed told when the line takes nothing more, with the reason
   * @param vigil hears of every frame
   */
  FrameWriter(
      FrameLine line,
      Executor pool,
      TokenBucket limit,
      BooleanSupplier open,
      Consumer<String> failed,
      PeerTime time,
      Vigil vigil) {
    this.line = line;
    this.limit = limit;
    this.open = open;
    this.failed = failed;
    this.vigil = vigil;
    this.pacer = new Pacer(line, time);
    this.queue = new SendQueue(() -> pool.execute(this::write));
  }

  /** What it writes. */
  SendQueue queue() {
    return queue;
  }

  private void write() {
    boolean goesOn = false;
    try {
      SendQueue.Verdict verdict = step();
      while (verdict != SendQueue.Verdict.REST) {
        if (verdict == SendQueue.Verdict.PACE) {
          queue.awaitUrgent(pacer.restNanos());
        }
        verdict = step();
      }
      goesOn = true;
    } catch (PeerClosedException e) {
      LOG.debug("nothing more is sent: {}", e.getMessage());
      failed.accept(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!goesOn) {
        queue.close();
      }
    }
  }

  /** Sends the next frame, if it may go now. */
  SendQueue.Verdict step() throws PeerClosedException {
    limit.awaitTurn(open);
    long pace = pacer.room();
    SendQueue.Next next = queue.next(largestFrame(), pace);
    byte[] frame = next.frame();
    if (frame == null) {
      return next.verdict();
    }
    limit.spend(frame.length);
    line.send(frame);
    pacer.sent(frame.length);
    vigil.said();
    Cargo whole = next.completes();
    if (whole != null) {
      queue.sent(whole);
    }
    return next.verdict();
  }

  private int largestFrame() {
    long limited = Math.max(Frames.MIN_PIECE, limit.rate() / FRAMES_A_SECOND);
    return (int) Math.min(pacer.frame(), limited);
  }
}
