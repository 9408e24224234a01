package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.identity.PeerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Peers in one process without a network, for tests and simulations. Everything but the line is
 * real: codec, framing, back pressure, threads. Nobody has to prove a key here: a client is whom it
 * says it is.
 *
 * <pre>{@code
 * try (InMemoryNetwork network = new InMemoryNetwork(server)) {
 *   Peer peer = network.connect(listener);
 *   peer.send(new CaseRequest(1, List.of()));
 *   network.cut();
 * }
 * }</pre>
 */
public final class InMemoryNetwork implements PeerConnector, AutoCloseable {

  private static final PeerKey SERVER = keyOf("server");
  private static final PeerKey CLIENT = keyOf("client");

  private final PeerAcceptor acceptor;
  private final RateLimits ofClients;
  private final PeerTime time;
  private final ExecutorService pool = PeerThreads.pool("in-memory-peer");
  private final AtomicLong connections = new AtomicLong();
  private final Set<Cable> cables = ConcurrentHashMap.newKeySet();
  private volatile boolean reachable = true;

  /** A network with one server, which the acceptor is. */
  public InMemoryNetwork(PeerAcceptor acceptor) {
    this(acceptor, new RateLimits(RateClock.system()));
  }

  /** The same, with clients that keep to limits, all together. */
  public InMemoryNetwork(PeerAcceptor acceptor, RateLimits ofClients) {
    this(acceptor, ofClients, PeerTime.system());
  }

  InMemoryNetwork(PeerAcceptor acceptor, RateLimits ofClients, PeerTime time) {
    this.acceptor = acceptor;
    this.ofClients = ofClients;
    this.time = time;
  }

  /**
   * A key for a name, always the same one; nobody holds its private half.
   *
   * @param name whatever a test calls a peer
   */
  public static PeerKey keyOf(String name) {
    try {
      return PeerKey.of(
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }

  /** How the client with this key reaches the server. */
  public PeerConnector as(PeerKey client) {
    return listener -> connect(client, listener);
  }

  /** Connects the client that is called {@code client}. */
  @Override
  public Peer connect(PeerListener listener) throws ConnectException, InterruptedException {
    return connect(CLIENT, listener);
  }

  private Peer connect(PeerKey client, PeerListener listener)
      throws ConnectException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!reachable) {
      throw ConnectException.temporary("the in-memory server is not reachable", null);
    }
    return new Cable(connections.incrementAndGet(), client).plugIn(listener);
  }

  /** Whether {@link #connect} succeeds; connections that are open stay so. */
  public void setReachable(boolean reachable) {
    this.reachable = reachable;
  }

  /** Breaks every connection as a pulled plug does: what is on its way may be lost. */
  public void cut() {
    cables.forEach(cable -> cable.unplug("the line was cut"));
  }

  /**
   * From now on nothing arrives on the connections that are open, and nobody is told: as when a
   * machine loses its power, or a cable is cut far away.
   */
  void fallSilent() {
    cables.forEach(cable -> cable.silent.set(true));
  }

  /** How many connections are open. */
  public int openConnections() {
    return cables.size();
  }

  /** Cuts every connection and lets nobody connect any more. */
  @Override
  public void close() {
    reachable = false;
    cut();
  }

  /** The line between two peers. */
  private final class Cable {

    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final Plug client;
    private final Plug server;

    Cable(long number, PeerKey who) {
      client = new Plug(this, "server-" + number, SERVER, ofClients);
      server = new Plug(this, "peer-" + number, who, new RateLimits(RateClock.system()));
      client.other = server;
      server.other = client;
    }

    Peer plugIn(PeerListener listener) {
      cables.add(this);
      client.peer.start(peer -> listener);
      server.peer.start(acceptor);
      return client.peer;
    }

    void unplug(String reason) {
      if (broken.compareAndSet(false, true)) {
        cables.remove(this);
        client.peer.lineClosed(reason);
        server.peer.lineClosed(reason);
      }
    }
  }

  /** One end of a cable. */
  private final class Plug implements FrameLine {

    private final Cable cable;
    private final FramedPeer peer;

    @SuppressWarnings("NullAway.Init") // the cable sets it before it plugs in
    private Plug other;

    Plug(Cable cable, String id, PeerKey key, RateLimits limits) {
      this.cable = cable;
      this.peer = new FramedPeer(id, key, this, pool, limits, time);
    }

    @Override
    public void send(byte[] frame) throws PeerClosedException {
      if (cable.broken.get()) {
        throw new PeerClosedException("the line is closed");
      }
      if (!cable.silent.get()) {
        other.peer.received(frame);
      }
    }

    @Override
    public void close() {
      cable.unplug("the line was closed");
    }
  }
}
