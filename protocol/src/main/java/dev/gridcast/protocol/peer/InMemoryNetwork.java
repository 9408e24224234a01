package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.message.MalformedMessageException;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Peers in one process without a network, for tests and simulations. Messages go through the codec
 * and listeners keep the same promises about threads as over a real line.
 *
 * <pre>{@code
 * try (InMemoryNetwork network = new InMemoryNetwork(server)) {
 *   Peer peer = network.connect(listener);
 *   peer.send(new CaseRequest());
 *   network.cut();
 * }
 * }</pre>
 */
public final class InMemoryNetwork implements PeerConnector, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InMemoryNetwork.class);

  private final PeerAcceptor acceptor;
  private final ExecutorService pool = PeerThreads.pool("in-memory-peer");
  private final AtomicLong connections = new AtomicLong();
  private final Set<End> open = ConcurrentHashMap.newKeySet();
  private volatile boolean reachable = true;

  /** A network with one server, which the acceptor is. */
  public InMemoryNetwork(PeerAcceptor acceptor) {
    this.acceptor = acceptor;
  }

  @Override
  public Peer connect(PeerListener listener) throws ConnectException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!reachable) {
      throw ConnectException.temporary("the in-memory server is not reachable", null);
    }
    long number = connections.incrementAndGet();
    End client = new End("server-" + number);
    End server = new End("peer-" + number);
    client.other = server;
    server.other = client;
    client.listener = listener;
    open.add(client);
    open.add(server);
    server.mailbox.execute(() -> server.guarded(() -> server.listener = acceptor.accept(server)));
    return client;
  }

  /** Whether {@link #connect} succeeds; connections that are open stay so. */
  public void setReachable(boolean reachable) {
    this.reachable = reachable;
  }

  /** Breaks every connection as a pulled plug does: what has not been delivered is lost. */
  public void cut() {
    for (End end : open) {
      end.end("the line was cut", true);
    }
  }

  /** How many connections are open. */
  public int openConnections() {
    return open.size() / 2;
  }

  @Override
  public void close() {
    reachable = false;
    cut();
    pool.shutdown();
  }

  /** One end of a connection. */
  private final class End implements Peer {

    private final String id;
    private final Mailbox mailbox = new Mailbox(pool);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean dropping;
    private @Nullable End other;
    private @Nullable PeerListener listener;

    End(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void send(Message message) throws PeerClosedException {
      byte[] bytes = MessageCodec.encode(message);
      End to = other;
      if (to == null || ended.get() || to.ended.get()) {
        throw new PeerClosedException("the connection to " + id + " is closed");
      }
      to.mailbox.execute(() -> to.deliver(bytes));
    }

    private void deliver(byte[] bytes) {
      if (dropping) {
        return;
      }
      guarded(
          () -> {
            Message message = MessageCodec.decode(bytes);
            PeerListener to = listener;
            if (to != null) {
              to.onMessage(this, message);
            }
          });
    }

    void guarded(Step step) {
      try {
        step.run();
      } catch (MalformedMessageException e) {
        fail("a malformed message: " + e.getMessage());
      } catch (RuntimeException | Error e) {
        LOG.warn("The listener of {} failed.", id, e);
        fail("the listener failed: " + e);
      }
    }

    private void fail(String reason) {
      dropping = true;
      end(reason, true);
      End to = other;
      if (to != null) {
        to.end(reason, true);
      }
    }

    @Override
    public boolean isOpen() {
      return !ended.get();
    }

    @Override
    public void close() {
      end("closed by this side", true);
      End to = other;
      if (to != null) {
        to.end("closed by the other side", false);
      }
    }

    void end(String reason, boolean drop) {
      if (drop) {
        dropping = true;
      }
      if (ended.compareAndSet(false, true)) {
        open.remove(this);
        mailbox.execute(
            () -> {
              PeerListener to = listener;
              if (to != null) {
                to.onClosed(this, reason);
              }
            });
      }
    }

    @Override
    public String toString() {
      return id;
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws MalformedMessageException;
  }
}
