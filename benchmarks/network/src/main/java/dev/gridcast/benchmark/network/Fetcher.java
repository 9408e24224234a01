package dev.gridcast.benchmark.network;

import dev.gridcast.protocol.blob.BlobException;
import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobShelf;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * A connection over which blobs are fetched as a client fetches data sets, and heartbeats are
 * answered meanwhile.
 */
final class Fetcher implements PeerListener {

  private static final long LIMIT_SECONDS = 60;
  private static final long FOLDER_BYTES = 1L << 30;
  private static final Heartbeat QUESTION = new Heartbeat(List.of());

  private final PartialBlobs partials;
  private final CompletableFuture<BlobExchange> exchange = new CompletableFuture<>();
  private final CompletableFuture<Peer> peer = new CompletableFuture<>();
  private final Semaphore answers = new Semaphore(0);

  private Fetcher(PartialBlobs partials) {
    this.partials = partials;
  }

  static Fetcher open(PeerConnector network, Path folder) throws Exception {
    Files.createDirectories(folder);
    Fetcher fetcher = new Fetcher(PartialBlobs.open(folder, FOLDER_BYTES, InstantSource.system()));
    Peer peer = Net.connect(network, fetcher);
    fetcher.exchange.complete(
        new BlobExchange(
            BlobExchange.Side.CONNECTED, Net.outlet(peer), BlobShelf.EMPTY, Net.THREADS));
    fetcher.peer.complete(peer);
    return fetcher;
  }

  /** The seconds from the request until the blob lies there whole and verified. */
  double fetch(String sha256, long size) throws Exception {
    long start = System.nanoTime();
    Path file = begin(sha256, size).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(file);
    return seconds;
  }

  /** The milliseconds of every heartbeat until its answer, one after the other, during a fetch. */
  double[] heartbeatsDuring(String sha256, long size) throws Exception {
    CompletableFuture<Path> arrived = begin(sha256, size);
    DoubleStream.Builder millis = DoubleStream.builder();
    while (!arrived.isDone()) {
      long start = System.nanoTime();
      peer.join().send(QUESTION);
      if (!answers.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no answer within " + LIMIT_SECONDS + " s");
      }
      millis.add((System.nanoTime() - start) / 1e6);
    }
    Files.delete(arrived.get());
    return millis.build().toArray();
  }

  private CompletableFuture<Path> begin(String sha256, long size) throws IOException {
    CompletableFuture<Path> arrived = new CompletableFuture<>();
    exchange.join().fetch(sha256, size, partials, new Arrival(arrived));
    return arrived;
  }

  @Override
  public void onMessage(Peer from, Message message) {
    try {
      if (message instanceof HeartbeatAck) {
        answers.release();
      } else {
        exchange.join().heard(message);
      }
    } catch (BlobException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void onClosed(Peer from, String reason) {
    exchange.join().close();
  }

  private record Arrival(CompletableFuture<Path> file) implements BlobListener {

    @Override
    public void progressed(long bytes, long of) {
      // Only the end counts.
    }

    @Override
    public void arrived(Path whole) {
      file.complete(whole);
    }

    @Override
    public void failed(Failure failure, String reason) {
      file.completeExceptionally(new IOException(failure + ": " + reason));
    }
  }
}
