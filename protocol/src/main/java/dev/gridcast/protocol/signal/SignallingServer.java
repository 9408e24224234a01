package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.PeerThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of a server, where clients bring their sealed requests, one a connection.
 *
 * <pre>
 * POST /v2/signal  sealed bytes -> sealed bytes
 * GET  /v2/about   -> {"service": "gridcast", "protocol": 4, "version": "…", "key": "…"}
 * </pre>
 *
 * Anything else is answered with {@code {"error": "…"}}: 400 for what is not sealed for this
 * server, 413 for too much, 429 for too often, 503 when the server closes.
 *
 * <p>Who speaks slowly on purpose gets 10 s, and holds only a place that nobody else needs: when
 * all are taken, the one that has been speaking for longest makes room.
 */
public final class SignallingServer implements AutoCloseable {

  private static final int MOST = 1024;
  private static final int MOST_OF_ONE_SOURCE = 256;
  private static final int BACKLOG = 512;
  private static final long SWEEP_MILLIS = 250;
  private static final Logger LOG = LoggerFactory.getLogger(SignallingServer.class);

  private final ServerSocket listener;
  private final SignalHandler handler;
  private final byte[] about;
  private final long limitNanos;
  private final ExecutorService threads = PeerThreads.pool("signalling");
  private final ScheduledExecutorService sweeper;
  private final Set<HttpConversation> open = new LinkedHashSet<>(); // the oldest first

  private SignallingServer(
      ServerSocket listener, SignalHandler handler, byte[] about, Duration limit) {
    this.listener = listener;
    this.handler = handler;
    this.about = about;
    this.limitNanos = limit.toNanos();
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "signalling-sweeper");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens the port.
   *
   * @param bind where to listen; port 0 takes a free one
   * @param handler answers the requests; the source that it gets is the client's IP address
   * @param key the server's, for people
   * @param version the release of the server, for people
   * @throws IOException when the port cannot be had
   */
  public static SignallingServer start(
      InetSocketAddress bind, SignalHandler handler, PeerKey key, String version)
      throws IOException {
    return start(bind, handler, key, version, Duration.ofSeconds(10));
  }

  /** The same with another time for a request to be said, and for an answer to be taken. */
  static SignallingServer start(
      InetSocketAddress bind, SignalHandler handler, PeerKey key, String version, Duration limit)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(bind, BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    byte[] about =
        HttpLetters.write(
            new HttpLetters.About("gridcast", Message.PROTOCOL_VERSION, version, key.text()));
    SignallingServer server = new SignallingServer(listener, handler, about, limit);
    Thread accepting = new Thread(server::accept, "signalling-accept");
    accepting.setDaemon(true);
    accepting.start();
    var unused =
        server.sweeper.scheduleWithFixedDelay(
            server::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Closes the port; offers in hand get no answer. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.warn("closing the signalling port", e);
    }
    sweeper.shutdownNow();
    threads.shutdownNow();
    all(each -> true).forEach(HttpConversation::end);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        take(new HttpConversation(socket, handler, about, System.nanoTime()));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("A signalling connection could not be taken: {}", e.toString());
          pause();
        }
      } catch (RuntimeException e) {
        LOG.warn("A signalling connection could not be taken.", e);
      }
    }
  }

  private void take(HttpConversation conversation) {
    if (!makeRoom(conversation.source())) {
      conversation.end();
      return;
    }
    synchronized (open) {
      open.add(conversation);
    }
    threads.execute(
        () -> {
          try {
            conversation.run();
          } finally {
            synchronized (open) {
              open.remove(conversation);
            }
          }
        });
  }

  /** Whether there is room for one more; if need be the slowest speaker goes. */
  private boolean makeRoom(String source) {
    List<HttpConversation> ofSource = all(each -> each.source().equals(source));
    if (ofSource.size() >= MOST_OF_ONE_SOURCE) {
      return endFirst(ofSource);
    }
    List<HttpConversation> all = all(each -> true);
    return all.size() < MOST || endFirst(all);
  }

  private boolean endFirst(List<HttpConversation> candidates) {
    for (HttpConversation each : candidates) {
      if (each.isListening()) {
        synchronized (open) {
          open.remove(each);
        }
        each.end();
        return true;
      }
    }
    return false;
  }

  private void sweep() {
    long now = System.nanoTime();
    all(each -> each.dawdles(now, limitNanos)).forEach(HttpConversation::end);
  }

  private List<HttpConversation> all(Predicate<HttpConversation> which) {
    synchronized (open) {
      List<HttpConversation> found = new ArrayList<>();
      for (HttpConversation each : open) {
        if (which.test(each)) {
          found.add(each);
        }
      }
      return found;
    }
  }

  /** Out of file descriptors: trying again at once would only burn the processor. */
  private static void pause() {
    try {
      Thread.sleep(SWEEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
