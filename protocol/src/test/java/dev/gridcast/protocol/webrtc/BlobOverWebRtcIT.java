package dev.gridcast.protocol.webrtc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.blob.BlobException;
import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobExchange.Side;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobOutlet;
import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.PeerThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blobs over the real transport, at its pace. */
@Timeout(120)
class BlobOverWebRtcIT {

  private static final int SIZE = 40_000_000;

  private final ExecutorService threads = PeerThreads.pool("blobs");
  private final Path folder;

  BlobOverWebRtcIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void bothSidesFetchAtOnce() throws Exception {
    Blob up = random(20_000_000);
    Blob down = random(20_000_001);
    End server = new End(Side.ACCEPTED, down);
    End client = new End(Side.CONNECTED, up);
    try (Crew crew = new Crew(() -> server)) {
      client.peer = crew.connector.connect(client);
      server.peer = crew.nextAccepted();
      Download first = client.fetch(down, open("client"));
      Download second = server.fetch(up, open("server"));
      first.assertArrived(down);
      second.assertArrived(up);
    }
  }

  @Test
  void aCutInTheMiddleCostsNothingAndAHeartbeatNeedNotWait() throws Exception {
    Blob blob = random(SIZE);
    End server = new End(Side.ACCEPTED, blob);
    try (Crew crew = new Crew(() -> server)) {
      End client = new End(Side.CONNECTED, null);
      client.peer = crew.connector.connect(client);
      server.peer = crew.nextAccepted();
      Download cut = client.fetch(blob, open("client"));
      Crew.until("half of it is here", () -> cut.bytes.get() > SIZE / 2);
      client.peer().close();
      client.blobs.close();
      Crew.until("the server lets go", () -> crew.server.connections() == 0);
    }
    End again = new End(Side.ACCEPTED, blob);
    try (Crew crew = new Crew(() -> again)) {
      End client = new End(Side.CONNECTED, null);
      client.peer = crew.connector.connect(client);
      again.peer = crew.nextAccepted();
      Download rest = client.fetch(blob, open("client"));
      Crew.until("the rest begins", () -> rest.bytes.get() > 0);
      assertThat(rest.first.get()).isGreaterThan(SIZE / 2);
      client.peer().send(new Goodbye("still here"));
      rest.assertArrived(blob);
      Crew.until("the word is heard", () -> again.heard.isDone());
    }
  }

  @Test
  void itIsQuick() throws Exception {
    Blob blob = random(SIZE);
    End server = new End(Side.ACCEPTED, blob);
    End client = new End(Side.CONNECTED, null);
    try (Crew crew = new Crew(() -> server)) {
      client.peer = crew.connector.connect(client);
      server.peer = crew.nextAccepted();
      client.fetch(blob, open("warm")).assertArrived(blob);
      long start = System.nanoTime();
      Download download = client.fetch(blob, open("measured"));
      download.assertArrived(blob);
      double megabytes = SIZE / 1e6 / ((System.nanoTime() - start) / 1e9);
      System.out.printf("a blob over loopback: %.1f MB/s%n", megabytes);
      assertThat(megabytes).as("MB/s, on however busy a machine").isGreaterThan(3);
    }
  }

  private PartialBlobs open(String name) throws IOException {
    return PartialBlobs.open(folder.resolve(name), Limits.MAX_BLOB_BYTES, () -> Instant.EPOCH);
  }

  private static Blob random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Blob.wrap(content);
  }

  /** One end of a connection. */
  private final class End implements PeerListener, BlobOutlet {

    private final BlobExchange blobs;
    private final CompletableFuture<Message> heard = new CompletableFuture<>();
    private volatile @Nullable Peer peer;

    End(Side side, @Nullable Blob blob) {
      Optional<BlobSource> source = Optional.ofNullable(blob).map(BlobSource::of);
      this.blobs =
          new BlobExchange(side, this, sha -> source.filter(s -> s.sha256().equals(sha)), threads);
    }

    Peer peer() {
      return Objects.requireNonNull(peer, "connected");
    }

    Download fetch(Blob blob, PartialBlobs partials) throws IOException {
      Download download = new Download();
      blobs.fetch(blob.sha256(), blob.size(), partials, download);
      return download;
    }

    @Override
    public void onMessage(Peer from, Message message) {
      peer = from;
      try {
        if (!blobs.heard(message)) {
          heard.complete(message);
        }
      } catch (BlobException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void onClosed(Peer from, String reason) {
      blobs.close();
    }

    @Override
    public void say(Message message) {
      try {
        peer().send(message);
      } catch (PeerClosedException e) {
        heard.completeExceptionally(e);
      }
    }

    @Override
    public void send(Message message) throws PeerClosedException {
      peer().send(message);
    }
  }

  private static final class Download implements BlobListener {

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private final CompletableFuture<Path> file = new CompletableFuture<>();

    @Override
    public void progressed(long now, long of) {
      first.compareAndSet(0, now);
      bytes.set(now);
    }

    @Override
    public void arrived(Path verified) {
      file.complete(verified);
    }

    @Override
    public void failed(Failure failure, String reason) {
      file.completeExceptionally(new AssertionError(failure + " " + reason));
    }

    void assertArrived(Blob blob) throws Exception {
      Path verified = file.get(60, SECONDS);
      assertThat(
              Files.mismatch(
                  verified, Files.write(verified.resolveSibling("x"), blob.toByteArray())))
          .isEqualTo(-1);
      Files.delete(verified);
    }
  }
}
