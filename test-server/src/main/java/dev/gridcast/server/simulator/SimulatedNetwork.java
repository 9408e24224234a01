package dev.gridcast.server.simulator;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.MalformedMessageException;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines between clients and one server, in an event loop. It promises what the real transport does
 * (see {@link Peer}) and nothing more: on one connection messages arrive whole, once and in the
 * order in which they were sent, each after a delay; messages of different connections overtake
 * each other. A message is lost only when its connection is cut, and then all that were on their
 * way in both directions are, while each side goes on sending into nothing until it notices.
 *
 * <p>Every message goes through the real codec. What a listener of the server throws closes its
 * connection, as in the real transport, and is kept: it is a bug.
 */
final class SimulatedNetwork {

  private static final PeerKey SERVER = InMemoryNetwork.keyOf("server");

  private final EventLoop loop;
  private final Trace trace;
  private final Chance chance;
  private final NetworkProfile profile;
  private final ServerTime serverTime;
  private final Set<Line> lines = new LinkedHashSet<>();
  private final List<Throwable> bugs = new ArrayList<>();
  private @Nullable PeerAcceptor server;
  private long connections;
  private long messages;

  SimulatedNetwork(
      EventLoop loop, Trace trace, Chance chance, NetworkProfile profile, ServerTime serverTime) {
    this.loop = loop;
    this.trace = trace;
    this.chance = chance;
    this.profile = profile;
    this.serverTime = serverTime;
  }

  /** Whoever connects from now on comes to this server; to none when it is null. */
  void serve(@Nullable PeerAcceptor acceptor) {
    server = acceptor;
  }

  /** A new connection, or null when there is no server to be reached. */
  @Nullable Peer connect(PeerKey key, PeerListener client) {
    PeerAcceptor to = server;
    if (to == null) {
      return null;
    }
    Line line = new Line(++connections, key);
    lines.add(line);
    line.client.listener = client;
    line.toServer(() -> serverTime.measure(() -> line.server.listener = to.accept(line.server)));
    return line.client;
  }

  /** Breaks the connection of that peer as a pulled plug does. */
  void cut(Peer peer) {
    if (peer instanceof End end) {
      end.line.cut();
    }
  }

  /** Breaks every connection: the server's machine has died. Its side hears nothing any more. */
  void cutAll() {
    for (Line line : List.copyOf(lines)) {
      line.server.closed = true;
      line.cut();
    }
  }

  /** How many messages were delivered. */
  long messages() {
    return messages;
  }

  /** What the server's listeners threw. */
  List<Throwable> bugs() {
    return Collections.unmodifiableList(bugs);
  }

  private Duration delay() {
    return profile.delay().plus(chance.until(profile.jitter())); // a long tail: some overtake
  }

  /** A connection. */
  private final class Line {

    private final long number;
    private final End client;
    private final End server;
    private boolean cut;
    private Instant serverBusyUntil = loop.instant();
    private Instant clientBusyUntil = loop.instant();

    Line(long number, PeerKey key) {
      this.number = number;
      this.client = new End(this, "server-" + number, SERVER, true);
      this.server = new End(this, "peer-" + number, key, false);
    }

    void toServer(Runnable arrival) {
      serverBusyUntil = later(serverBusyUntil);
      loop.at(serverBusyUntil, () -> deliver(server, arrival));
    }

    void toClient(Runnable arrival) {
      clientBusyUntil = later(clientBusyUntil);
      loop.at(clientBusyUntil, () -> deliver(client, arrival));
    }

    /** Never before what was sent before: a line keeps the order. */
    private Instant later(Instant last) {
      Instant usual = loop.instant().plus(delay());
      return usual.isBefore(last) ? last : usual;
    }

    private void deliver(End to, Runnable arrival) {
      if (!cut && !to.closed) {
        arrival.run();
      }
    }

    void cut() {
      if (cut) {
        return;
      }
      cut = true;
      lines.remove(this);
      trace.note(loop.instant(), "line-" + number, "cut");
      for (End end : List.of(client, server)) {
        loop.after(chance.upTo(profile.noticesCut()), () -> end.end("the line was cut"));
      }
    }
  }

  /** One end of a line, as its own side sees it: the other side. */
  private final class End implements Peer {

    private final Line line;
    private final String id;
    private final PeerKey key;
    private final boolean atClient;
    private @Nullable PeerListener listener;
    private boolean closed;

    End(Line line, String id, PeerKey key, boolean atClient) {
      this.line = line;
      this.id = id;
      this.key = key;
      this.atClient = atClient;
    }

    private End other() {
      return atClient ? line.server : line.client;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public PeerKey key() {
      return key;
    }

    @Override
    public void send(Message message) throws PeerClosedException {
      if (closed) {
        throw new PeerClosedException("the connection to " + id + " is closed");
      }
      if (line.cut) {
        return; // into nothing: this side has not noticed yet
      }
      byte[] bytes = MessageCodec.encode(message);
      End to = other();
      Runnable arrival = () -> to.receive(bytes);
      if (atClient) {
        line.toServer(arrival);
      } else {
        line.toClient(arrival);
      }
    }

    private void receive(byte[] bytes) {
      messages++;
      trace.note(loop.instant(), other().id, bytes);
      PeerListener to = listener;
      if (to == null) {
        return;
      }
      try {
        Message message = MessageCodec.decode(bytes);
        tell(() -> to.onMessage(this, message));
      } catch (MalformedMessageException e) {
        throw new IllegalStateException("the codec cannot read what it wrote", e);
      }
    }

    private void tell(Runnable words) {
      if (atClient) {
        words.run();
        return;
      }
      try {
        serverTime.measure(words);
      } catch (RuntimeException e) {
        bugs.add(e);
        close();
      }
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      End to = other();
      Runnable arrival = () -> to.end("closed by the other side");
      if (!line.cut && atClient) {
        line.toServer(arrival);
      } else if (!line.cut) {
        line.toClient(arrival);
      }
      end("closed by this side");
    }

    /** The end of the connection as this side sees it. */
    private void end(String reason) {
      if (closed) {
        return;
      }
      closed = true;
      lines.remove(line);
      PeerListener to = listener;
      if (to != null) {
        loop.execute(() -> tell(() -> to.onClosed(this, reason)));
      }
    }

    @Override
    public String toString() {
      return id;
    }
  }
}
