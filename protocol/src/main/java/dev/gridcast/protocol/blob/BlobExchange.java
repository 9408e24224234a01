package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.Message;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blobs that travel on one connection, both ways. Whoever owns the connection passes every
 * message to {@link #heard}, one at a time and in order; everything else may come from any thread.
 *
 * <pre>{@code
 * BlobExchange blobs = new BlobExchange(Side.CONNECTED, outlet, BlobShelf.EMPTY, threads);
 * blobs.fetch(sha256, size, partials, listener);
 * }</pre>
 *
 * <p>A cut costs nothing: the same fetch on the next connection, from the same {@link
 * PartialBlobs}, goes on where this one ended.
 */
public final class BlobExchange implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BlobExchange.class);
  private static final List<String> ENCODINGS = List.of(BlobHead.ZSTD, BlobHead.IDENTITY);

  private final Side side;
  private final BlobOutlet outlet;
  private final BlobShelf shelf;
  private final BlobSender sender;
  private final Map<Long, BlobFetch> fetches = new HashMap<>();
  private long next;
  private long lastAsked;
  private boolean closed;

  /** Which end of the connection this is: it says which numbers are whose. */
  public enum Side {
    /** Whoever connected: odd numbers. */
    CONNECTED(1),
    /** Whoever was connected to: even numbers. */
    ACCEPTED(0);

    private final int remainder;

    Side(int remainder) {
      this.remainder = remainder;
    }

    private boolean owns(long request) {
      return request % 2 == remainder;
    }
  }

  /**
   * An exchange on a connection that is open.
   *
   * @param shelf what the other side may ask for
   * @param threads runs the sending, one task at a time for this exchange, for as long as that
   *     takes
   */
  public BlobExchange(Side side, BlobOutlet outlet, BlobShelf shelf, Executor threads) {
    this.side = side;
    this.outlet = outlet;
    this.shelf = shelf;
    this.sender = new BlobSender(outlet, threads);
    this.next = side == Side.CONNECTED ? 1 : 2;
  }

  /**
   * Asks for a blob, or for what is missing of it. Once the exchange is closed nothing happens.
   *
   * @param sha256 its hash in hex
   * @param size how many bytes it must have
   * @param partials keeps what comes of it
   * @throws IOException when it cannot be kept
   */
  public void fetch(String sha256, long size, PartialBlobs partials, BlobListener listener)
      throws IOException {
    ask(new BlobFetch(sha256, size, partials, listener));
  }

  private void ask(BlobFetch fetch) throws IOException {
    BlobRequest request;
    synchronized (fetches) {
      if (closed) {
        return;
      }
      fetch.open();
      long number = next;
      next += 2;
      fetches.put(number, fetch);
      request = fetch.request(number, ENCODINGS);
    }
    outlet.say(request);
  }

  /** No longer wants a blob; what has come of it is kept. */
  public void cancel(String sha256, String reason) {
    @Nullable Long number = null;
    synchronized (fetches) {
      for (Map.Entry<Long, BlobFetch> each : fetches.entrySet()) {
        if (each.getValue().sha256().equals(sha256)) {
          number = each.getKey();
        }
      }
      if (number == null) {
        return;
      }
      closeQuietly(fetches.remove(number));
    }
    outlet.say(new BlobStop(number, reason));
  }

  /**
   * Whether the message is the next piece of a blob that was asked for: such messages come as often
   * as the blob is large.
   */
  public boolean isExpected(Message message) {
    if (!(message instanceof BlobChunk chunk)) {
      return false;
    }
    BlobFetch fetch = find(chunk.request());
    return fetch != null && fetch.isNext(chunk);
  }

  /**
   * Hears a message.
   *
   * @return whether it was about blobs; if not, it is somebody else's to hear
   * @throws BlobException when the other side broke the rules: the connection should be closed
   */
  public boolean heard(Message message) throws BlobException {
    if (message instanceof BlobRequest request) {
      asked(request);
    } else if (message instanceof BlobHead head) {
      checkOurs(head.request());
      come(head.request(), fetch -> fetch.begin(head));
    } else if (message instanceof BlobChunk chunk) {
      checkOurs(chunk.request());
      come(chunk.request(), fetch -> fetch.add(chunk));
    } else if (message instanceof BlobStop stop) {
      stopped(stop);
    } else {
      return false;
    }
    return true;
  }

  private void asked(BlobRequest request) throws BlobException {
    if (side.owns(request.request()) || request.request() <= lastAsked) {
      throw new BlobException("a request must have a number of its own: " + request.request());
    }
    lastAsked = request.request();
    Optional<BlobSource> source = shelf.find(request.sha256());
    if (source.isPresent()) {
      sender.add(request, source.get());
    } else {
      outlet.say(new BlobStop(request.request(), "there is no blob " + request.sha256() + " here"));
    }
  }

  private void checkOurs(long request) throws BlobException {
    boolean asked;
    synchronized (fetches) {
      asked = side.owns(request) && request > 0 && request < next;
    }
    if (!asked) {
      throw new BlobException("nothing was asked for under the number " + request);
    }
  }

  /** What came of a fetch; one that was stopped may still get what was on its way. */
  private void come(long number, Step step) throws BlobException {
    BlobFetch fetch = find(number);
    if (fetch == null) {
      return;
    }
    try {
      step.take(fetch);
    } catch (IOException e) {
      if (end(number)) {
        outlet.say(new BlobStop(number, "it cannot be kept on this machine"));
        notKept(fetch, e);
      }
      return;
    }
    if (!fetch.isWhole()) {
      fetch.tellProgress();
    } else if (end(number)) {
      finish(fetch);
    }
  }

  private void finish(BlobFetch fetch) {
    try {
      fetch.finish(() -> ask(fetch));
    } catch (IOException e) {
      notKept(fetch, e);
    }
  }

  private static void notKept(BlobFetch fetch, IOException cause) {
    LOG.warn("blob {} cannot be kept", fetch.sha256(), cause);
    closeQuietly(fetch);
    fetch.fail(BlobListener.Failure.NOT_KEPT, "it cannot be kept on this machine: " + cause);
  }

  private void stopped(BlobStop stop) throws BlobException {
    if (!side.owns(stop.request())) {
      sender.stop(stop.request());
      return;
    }
    checkOurs(stop.request());
    BlobFetch fetch = find(stop.request());
    if (fetch != null && end(stop.request())) {
      closeQuietly(fetch);
      fetch.fail(BlobListener.Failure.STOPPED, stop.reason());
    }
  }

  private @Nullable BlobFetch find(long number) {
    synchronized (fetches) {
      return fetches.get(number);
    }
  }

  private boolean end(long number) {
    synchronized (fetches) {
      return fetches.remove(number) != null;
    }
  }

  /** The connection has ended: nothing is sent any more, and what has come is kept. */
  @Override
  public void close() {
    sender.close();
    synchronized (fetches) {
      closed = true;
      fetches.values().forEach(BlobExchange::closeQuietly);
      fetches.clear();
    }
  }

  private static void closeQuietly(@Nullable BlobFetch fetch) {
    if (fetch != null) {
      try {
        fetch.close();
      } catch (IOException e) {
        LOG.warn("what has come of blob {} may be lost", fetch.sha256(), e);
      }
    }
  }

  private interface Step {
    void take(BlobFetch fetch) throws IOException, BlobException;
  }
}
