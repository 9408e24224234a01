package dev.gridcast.acceptance;

import dev.gridcast.protocol.blob.BlobException;
import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobOutlet;
import dev.gridcast.protocol.blob.BlobShelf;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.PeerPath;
import dev.gridcast.protocol.webrtc.ExitNoise;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** What the two peers of the laboratory have in common. */
final class LabBlobs {

  static final Executor THREADS = Executors.newCachedThreadPool();

  private LabBlobs() {}

  /** A blob that cannot be compressed, and that both sides know. */
  static Blob ofSize(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Blob.wrap(content);
  }

  /** An exchange over a peer. */
  static BlobExchange over(Peer peer, BlobExchange.Side side, BlobShelf shelf) {
    BlobOutlet outlet =
        new BlobOutlet() {
          @Override
          public void say(Message message) {
            try {
              peer.send(message);
            } catch (PeerClosedException e) {
              say("LOST " + e.getMessage());
            }
          }

          @Override
          public void send(Message message) throws PeerClosedException {
            peer.send(message);
          }

          private void say(String line) {
            LabBlobs.print(line);
          }
        };
    return new BlobExchange(side, outlet, shelf, THREADS);
  }

  /** A listener that hands everything to an exchange, and prints the end. */
  static PeerListener listener(BlobExchange exchange, Runnable whenClosed) {
    return new PeerListener() {
      @Override
      public void onMessage(Peer from, Message message) {
        try {
          exchange.heard(message);
        } catch (BlobException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void onClosed(Peer from, String reason) {
        print("CLOSED " + reason);
        exchange.close();
        whenClosed.run();
      }
    };
  }

  /** Prints the pair of addresses as soon as it is known. */
  static void printPath(Peer peer) {
    THREADS.execute(
        () -> {
          Optional<PeerPath> path = peer.path();
          while (path.isEmpty() && peer.isOpen()) {
            LockSupport.parkNanos(20_000_000);
            path = peer.path();
          }
          path.ifPresent(known -> print("PATH " + known.text()));
        });
  }

  static long millisSince(long begun) {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** Ends the process, whatever the library's threads think of it. */
  static void end() {
    ExitNoise.suppress();
    Runtime.getRuntime().halt(0);
  }

  /** A line at once: the native library writes to standard output as well. */
  static synchronized void print(String line) {
    System.out.println('\n' + line);
    System.out.flush();
  }
}
