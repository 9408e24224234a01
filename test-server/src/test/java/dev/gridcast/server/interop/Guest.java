package dev.gridcast.server.interop;

import dev.gridcast.protocol.blob.BlobException;
import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobOutlet;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the server hears of the one peer that comes: it fetches the model of its result. */
final class Guest implements PeerListener {

  private final PartialBlobs partials;
  private final CompletableFuture<Peer> peer = new CompletableFuture<>();
  private final CompletableFuture<BlobExchange> exchange = new CompletableFuture<>();
  private final CompletableFuture<Blob> gift = new CompletableFuture<>();

  Guest(PartialBlobs partials) {
    this.partials = partials;
  }

  void entered(Peer who, BlobExchange blobs) {
    exchange.complete(blobs);
    peer.complete(who);
  }

  /** The key that was proved, as text. */
  String key() {
    return peer.join().key().text();
  }

  /** What the peer gave. */
  Blob gift(long time, TimeUnit unit) throws Exception {
    return gift.get(time, unit);
  }

  @Override
  public void onMessage(Peer from, Message message) {
    try {
      if (message instanceof Result result && result.model() != null) {
        ModelOffer offer = result.model();
        exchange.join().fetch(offer.sha256(), offer.size(), partials, new Arrival(result.lease()));
      } else if (!exchange.join().heard(message)) {
        throw new IllegalStateException("not expected here: " + message);
      }
    } catch (BlobException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onClosed(Peer from, String reason) {
    exchange.join().close();
    gift.completeExceptionally(new IOException("the peer has gone: " + reason));
  }

  /** What blobs are said through. */
  static BlobOutlet outlet(Peer peer) {
    return new BlobOutlet() {
      @Override
      public void say(Message message) {
        try {
          peer.send(message);
        } catch (PeerClosedException e) {
          peer.close(); // onClosed follows
        }
      }

      @Override
      public void send(Message message) throws PeerClosedException {
        peer.send(message);
      }
    };
  }

  private final class Arrival implements BlobListener {

    private final String lease;

    Arrival(String lease) {
      this.lease = lease;
    }

    @Override
    public void progressed(long bytes, long of) {
      // Only the end counts.
    }

    @Override
    public void arrived(Path file) {
      try {
        gift.complete(Blob.wrap(Files.readAllBytes(file)));
        peer.join().send(new Accepted(lease, List.of()));
      } catch (IOException e) {
        gift.completeExceptionally(e);
      }
    }

    @Override
    public void failed(Failure failure, String reason) {
      gift.completeExceptionally(new IOException(failure + ": " + reason));
    }
  }
}
