package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.blob.BlobSource.Encoded;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.peer.PeerClosedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what was asked for on one connection, one blob after the other. Thread-safe. */
final class BlobSender {

  /** How many requests may wait. */
  static final int MOST_WAITING = 16;

  private static final Logger LOG = LoggerFactory.getLogger(BlobSender.class);

  private final BlobOutlet outlet;
  private final Executor threads;
  private final Deque<Wanted> waiting = new ArrayDeque<>();
  private @Nullable Wanted current;
  private boolean running;
  private boolean closed;

  private record Wanted(BlobRequest request, BlobSource source) {}

  BlobSender(BlobOutlet outlet, Executor threads) {
    this.outlet = outlet;
    this.threads = threads;
  }

  void add(BlobRequest request, BlobSource source) throws BlobException {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (waiting.size() >= MOST_WAITING) {
        throw new BlobException("at most " + MOST_WAITING + " blobs may be asked for at a time");
      }
      waiting.add(new Wanted(request, source));
      if (running) {
        return;
      }
      running = true;
    }
    threads.execute(this::sendAll);
  }

  /** The other side no longer wants a blob. */
  synchronized void stop(long request) {
    waiting.removeIf(wanted -> wanted.request().request() == request);
    if (isWanted(request)) {
      current = null;
    }
  }

  /** Nothing more is sent. */
  synchronized void close() {
    closed = true;
    waiting.clear();
    current = null;
  }

  private void sendAll() {
    try {
      for (Wanted next = next(); next != null; next = next()) {
        send(next);
      }
    } catch (PeerClosedException e) {
      LOG.debug("a blob was not sent to its end: {}", e.getMessage());
      close();
    }
  }

  private synchronized @Nullable Wanted next() {
    current = waiting.poll();
    running = current != null;
    return current;
  }

  private synchronized boolean isWanted(long request) {
    return current != null && current.request().request() == request;
  }

  private void send(Wanted wanted) throws PeerClosedException {
    BlobRequest request = wanted.request();
    try {
      Optional<Encoded> encoded = wanted.source().encoded(request.encodings());
      if (encoded.isEmpty()) {
        outlet.send(
            new BlobStop(
                request.request(), "it travels as zstd or identity only, not as was asked for"));
      } else {
        send(wanted, encoded.get());
      }
    } catch (IOException e) {
      LOG.warn("blob {} cannot be sent", request.sha256(), e);
      outlet.send(new BlobStop(request.request(), "it cannot be read on this machine"));
    }
  }

  private void send(Wanted wanted, Encoded encoded) throws IOException, PeerClosedException {
    BlobRequest request = wanted.request();
    long size = encoded.bytes().size();
    boolean goesOn = request.encodedSha256().equals(encoded.sha256()) && request.from() <= size;
    long at = goesOn ? request.from() : 0;
    if (!isWanted(request.request())) {
      return;
    }
    outlet.send(
        new BlobHead(
            request.request(),
            request.sha256(),
            wanted.source().size(),
            encoded.encoding(),
            size,
            encoded.sha256(),
            at));
    while (at < size && isWanted(request.request())) {
      int length = (int) Math.min(Limits.MAX_CHUNK_BYTES, size - at);
      byte[] piece = encoded.bytes().read(at, length);
      outlet.send(new BlobChunk(request.request(), at, Blob.wrap(piece)));
      at += length;
    }
  }
}
