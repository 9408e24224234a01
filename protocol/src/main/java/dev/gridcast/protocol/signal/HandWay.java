package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.peer.ConnectException;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way through two people and whatever they write to each other with: shows the request as a
 * {@link Block} and waits until somebody pastes the answer.
 */
public final class HandWay implements SignalWay {

  /** Lines that wait; who pastes a book waits for the reader. */
  private static final int WAITING_LINES = 10_000;

  /** Where the person reads. */
  @FunctionalInterface
  public interface Window {

    /** Shows some lines that stay, all of them together. */
    void show(String lines);

    /** From now on somebody copies from it and pastes into it: what moves there holds still. */
    default void hold() {}

    /** It may move again. */
    default void release() {}
  }

  /** No text is the end of the input. */
  private record Line(@Nullable String text) {}

  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>(WAITING_LINES);

  private final BufferedReader in;
  private final Window window;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * @param in where the answer is pasted; read by a thread of its own from the first exchange on
   * @param window where the person reads
   */
  public HandWay(BufferedReader in, Window window) {
    this.in = in;
    this.window = window;
  }

  @Override
  public String name() {
    return "by hand";
  }

  @Override
  public byte[] exchange(byte[] sealed, Predicate<byte[]> genuine, Duration limit)
      throws ConnectException, InterruptedException {
    window.hold();
    try {
      String send = readOn() ? "Send" : "A new offer is needed. Send";
      window.show(
          String.join(
              System.lineSeparator(),
              send + " this to the operator of the server, all of it:",
              "",
              Block.write(Block.Kind.OFFER, sealed),
              "",
              "Then paste the answer here, all of it, and press Enter; there are "
                  + limit.toMinutes()
                  + " minutes."));
      return answer(genuine, limit);
    } finally {
      window.release();
    }
  }

  private byte[] answer(Predicate<byte[]> genuine, Duration limit)
      throws ConnectException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    BlockReader reader = new BlockReader(Block.Kind.ANSWER);
    while (true) {
      Optional<byte[]> pasted = next(reader, deadline, limit);
      if (pasted.isPresent() && genuine.test(pasted.get())) {
        window.show("That is the answer.");
        return pasted.get();
      }
      if (pasted.isPresent()) {
        window.show(
            "That answer is whole, but not the answer to this offer from this server: was it for"
                + " an earlier offer? Paste the one for the offer above.");
      }
    }
  }

  /** A block, or empty when what was pasted was none and that has been said. */
  private Optional<byte[]> next(BlockReader reader, long deadline, Duration limit)
      throws ConnectException, InterruptedException {
    Line line =
        ended && lines.isEmpty()
            ? new Line(null)
            : lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (line == null) {
      throw ConnectException.temporary(
          "no answer was pasted within " + limit.toMinutes() + " minutes", null);
    }
    String text = line.text();
    try {
      if (text != null) {
        return reader.add(text);
      }
      if (reader.isBetween()) {
        return Optional.of(reader.end());
      }
    } catch (BlockException e) {
      window.show("Not that: " + e.getMessage() + ". Paste it again.");
    }
    if (text == null) {
      throw ConnectException.permanent("standard input ended before an answer was pasted", null);
    }
    return Optional.empty();
  }

  /** Begins to read, or goes on; whether it begins. */
  private boolean readOn() {
    if (reading.getAndSet(true)) {
      lines.removeIf(line -> line.text() != null); // what was pasted for an earlier offer
      return false;
    }
    // Reading a terminal cannot be interrupted: it has a thread that nobody waits for.
    Thread thread =
        new Thread(
            () -> {
              try {
                String line = in.readLine();
                while (line != null) {
                  lines.put(new Line(line));
                  line = in.readLine();
                }
              } catch (IOException e) {
                window.show("Standard input cannot be read: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                ended = true;
                var unused = lines.offer(new Line(null));
              }
            },
            "pasted-lines");
    thread.setDaemon(true);
    thread.start();
    return true;
  }
}
