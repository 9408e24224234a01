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
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way through two people and whatever they write to each other with: shows the request as a
 * {@link Block} and waits until somebody pastes the answer.
 */
public final class HandWay implements SignalWay {

  /** Lines that wait; who pastes a book waits for the reader. */
  private static final int WAITING_LINES = 10_000;

  /** No text is the end of the input. */
  private record Line(@Nullable String text) {}

  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>(WAITING_LINES);

  private final BufferedReader in;
  private final Consumer<String> show;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * @param in where the answer is pasted; read by a thread of its own from the first exchange on
   * @param show takes lines for the person
   */
  public HandWay(BufferedReader in, Consumer<String> show) {
    this.in = in;
    this.show = show;
  }

  @Override
  public String name() {
    return "by hand";
  }

  @Override
  public byte[] exchange(byte[] sealed, Predicate<byte[]> genuine, Duration limit)
      throws ConnectException, InterruptedException {
    readOn();
    show.accept("Send this to the operator of the server, all of it:");
    show.accept("");
    Block.write(Block.Kind.OFFER, sealed).lines().forEach(show);
    show.accept("");
    show.accept(
        "Then paste the answer here, all of it; there are " + limit.toMinutes() + " minutes.");
    long deadline = System.nanoTime() + limit.toNanos();
    BlockReader reader = new BlockReader(Block.Kind.ANSWER);
    while (true) {
      Optional<byte[]> pasted = next(reader, deadline, limit);
      if (pasted.isPresent() && genuine.test(pasted.get())) {
        return pasted.get();
      }
      if (pasted.isPresent()) {
        show.accept(
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
      show.accept("Not that: " + e.getMessage() + ". Paste it again.");
    }
    if (text == null) {
      throw ConnectException.permanent("standard input ended before an answer was pasted", null);
    }
    return Optional.empty();
  }

  private void readOn() {
    if (reading.getAndSet(true)) {
      lines.removeIf(line -> line.text() != null); // what was pasted for an earlier offer
      return;
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
                show.accept("Standard input cannot be read: " + e.getMessage());
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
  }
}
