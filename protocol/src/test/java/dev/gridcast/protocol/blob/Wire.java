package dev.gridcast.protocol.blob;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.MalformedMessageException;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import dev.gridcast.protocol.peer.PeerClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two exchanges on one thread: one has a blob, the other wants it. Every message goes through the
 * real codec. It can be cut after so many chunks.
 */
final class Wire implements BlobListener {

  final List<Message> toAsker = new ArrayList<>();
  final List<String> failures = new ArrayList<>();
  long chunkBytes;
  byte[] arrived = new byte[0];
  boolean hasArrived;

  private final BlobExchange asker;
  private final BlobExchange owner;
  private int chunksLeft;

  Wire(BlobSource source, int chunksBeforeTheCut) {
    this.chunksLeft = chunksBeforeTheCut;
    this.asker =
        new BlobExchange(
            BlobExchange.Side.CONNECTED, new ToOwner(), BlobShelf.EMPTY, Runnable::run);
    this.owner =
        new BlobExchange(
            BlobExchange.Side.ACCEPTED,
            new ToAsker(),
            sha256 -> java.util.Optional.of(source).filter(s -> s.sha256().equals(sha256)),
            Runnable::run);
  }

  /** Asks, and lets everything happen that follows; then the line is cut. */
  Wire fetch(String sha256, long size, PartialBlobs partials) throws IOException {
    asker.fetch(sha256, size, partials, this);
    asker.close();
    owner.close();
    return this;
  }

  @Override
  public void progressed(long bytes, long of) {
    if (bytes > of) {
      throw new AssertionError(bytes + " of " + of);
    }
  }

  @Override
  public void arrived(Path file) {
    try {
      arrived = Files.readAllBytes(file);
      hasArrived = true;
      Files.delete(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void failed(Failure failure, String reason) {
    failures.add(failure + " " + reason);
  }

  private static Message coded(Message message) {
    try {
      return MessageCodec.decode(MessageCodec.encode(message));
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  static Blob blob(byte[] bytes) {
    return Blob.copyOf(bytes);
  }

  private final class ToOwner implements BlobOutlet {

    @Override
    public void say(Message message) {
      try {
        owner.heard(coded(message));
      } catch (BlobException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void send(Message message) {
      say(message);
    }
  }

  private final class ToAsker implements BlobOutlet {

    @Override
    public void say(Message message) {
      try {
        send(message);
      } catch (PeerClosedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void send(Message message) throws PeerClosedException {
      if (message instanceof BlobChunk chunk) {
        if (chunksLeft-- <= 0) {
          throw new PeerClosedException("cut");
        }
        if (!asker.isExpected(chunk)) {
          throw new AssertionError("an honest sender's chunk is expected");
        }
        chunkBytes += chunk.data().size();
      }
      toAsker.add(message);
      try {
        asker.heard(coded(message));
      } catch (BlobException e) {
        throw new AssertionError(e);
      }
    }
  }
}
