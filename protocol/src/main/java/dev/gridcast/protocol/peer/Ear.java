package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.Message;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings everything to a peer's listener, one thing at a time: first what is urgent, then the
 * chunks of blobs, the end last. Thread-safe.
 */
final class Ear {

  private static final Logger LOG = LoggerFactory.getLogger(Ear.class);

  private final Peer peer;

  /** Why a connection has ended that goes on over another one. */
  static final String RENEWAL = "the connection is renewed";

  private final Mailbox calls;
  private final Consumer<String> failed;
  private volatile boolean deaf;
  private volatile @Nullable PeerListener listener;

  /**
   * @param failed told the reason when the listener throws: the connection is to end
   */
  Ear(Peer peer, Executor pool, Consumer<String> failed) {
    this.peer = peer;
    this.calls = new Mailbox(pool);
    this.failed = failed;
  }

  /** Asks who listens. */
  void open(PeerAcceptor acceptor) {
    calls.execute(() -> guarded(() -> listener = acceptor.accept(peer)));
  }

  /**
   * A message for the listener.
   *
   * @param heard run afterwards, whether somebody listened or not
   */
  void hear(Message message, Runnable heard) {
    Runnable delivery =
        () -> {
          PeerListener to = listener;
          if (to != null && !deaf) {
            guarded(() -> to.onMessage(peer, message));
          }
          heard.run();
        };
    if (message instanceof BlobChunk) {
      calls.executeLater(delivery);
    } else {
      calls.execute(delivery);
    }
  }

  /** The listener wants to hear nothing more but the end. */
  void close() {
    deaf = true;
  }

  /** Tells the end, after all that was to be heard before. */
  void end(String reason) {
    calls.executeLater(
        () -> {
          deaf = true;
          PeerListener to = listener;
          if (to != null) {
            guarded(() -> tell(to, reason));
          }
        });
  }

  private void tell(PeerListener to, String reason) {
    if (reason.equals(RENEWAL)) {
      to.onRenewal(peer);
    } else {
      to.onClosed(peer, reason);
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("The listener of {} failed; the connection is closed.", peer.id(), e);
      deaf = true;
      failed.accept("the listener failed: " + e);
    }
  }
}
