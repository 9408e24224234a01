package dev.gridcast.benchmark.network;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.Backoff;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that takes one case and keeps it: it comes in, asks, beats its heart, and when the
 * connection ends it comes back after the waits of a real client. All its state is changed under
 * its own lock.
 */
final class Volunteer implements PeerListener {

  private static final Machine MACHINE = new Machine("Linux", "amd64", 1, 8L << 30, "17");

  private final PeerConnector network;
  private final String name;
  private final Executor threads;
  private final ScheduledExecutorService later;
  private final Backoff backoff;
  private final CompletableFuture<Assignment> holding = new CompletableFuture<>();
  private @Nullable Peer peer;
  private @Nullable String trouble;
  private CompletableFuture<Boolean> back = new CompletableFuture<>();
  private boolean wasCut;
  private long beatMillis = 1000;

  Volunteer(PeerConnector network, String name, Executor threads, ScheduledExecutorService later) {
    this.network = network;
    this.name = name;
    this.threads = threads;
    this.later = later;
    this.backoff = new Backoff(new Random());
  }

  /** Comes in, and comes back whenever the connection ends. */
  void join() {
    threads.execute(this::connect);
  }

  /** The case, once it has one. */
  CompletableFuture<Assignment> holding() {
    return holding;
  }

  /** Completes when the server has kept the lease alive again after a cut. */
  synchronized CompletableFuture<Boolean> back() {
    return back;
  }

  /** What went wrong for good, if anything. */
  synchronized @Nullable String trouble() {
    return trouble;
  }

  private void connect() {
    try {
      Peer open = network.connect(this);
      open.send(new Hello(Message.PROTOCOL_VERSION, "benchmark", name, MACHINE));
    } catch (ConnectException e) {
      retry(e.retryAfter().orElse(Duration.ZERO));
    } catch (PeerClosedException e) {
      // onClosed follows, and comes back.
      Figures.note("%s was cut off while it came in", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void retry(Duration atLeast) {
    Duration own = backoff.next();
    Duration wait = own.compareTo(atLeast) < 0 ? atLeast : own;
    Future<?> unused =
        later.schedule(
            () -> threads.execute(this::connect), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void onMessage(Peer from, Message message) {
    if (message instanceof Welcome welcome) {
      welcomed(from, welcome);
    } else if (message instanceof Assignment assignment) {
      if (!holding.complete(assignment)) {
        fail("was given a second case: " + assignment.lease());
      }
    } else if (message instanceof HeartbeatAck ack) {
      acknowledged(ack);
    } else if (message instanceof ProtocolError error) {
      fail("heard " + error.code() + " " + error.reason());
    } else if (holding.isDone()) {
      fail("heard " + message);
    }
  }

  private void welcomed(Peer from, Welcome welcome) {
    synchronized (this) {
      peer = from;
      beatMillis = welcome.heartbeatMillis();
      backoff.reset();
    }
    if (!holding.isDone()) {
      say(from, new CaseRequest(1, List.of()));
    }
    beat(from);
  }

  private void beat(Peer to) {
    long next;
    synchronized (this) {
      if (to != peer) {
        return;
      }
      next = beatMillis;
    }
    Assignment held = holding.getNow(null);
    say(
        to,
        new Heartbeat(held == null ? List.of() : List.of(new CaseProgress(held.lease(), null))));
    Future<?> unused =
        later.schedule(() -> threads.execute(() -> beat(to)), next, TimeUnit.MILLISECONDS);
  }

  private void acknowledged(HeartbeatAck ack) {
    Assignment held = holding.getNow(null);
    if (held == null || !ack.leases().contains(held.lease())) {
      return;
    }
    synchronized (this) {
      if (wasCut) {
        back.complete(true);
      }
    }
  }

  private void say(Peer to, Message message) {
    try {
      to.send(message);
    } catch (PeerClosedException e) {
      to.close(); // onClosed follows, and comes back
    }
  }

  private synchronized void fail(String what) {
    if (trouble == null) {
      trouble = name + ' ' + what;
      back.completeExceptionally(new IllegalStateException(trouble));
    }
  }

  @Override
  public void onClosed(Peer from, String reason) {
    synchronized (this) {
      peer = null;
      if (holding.isDone() && !wasCut) {
        wasCut = true;
      }
    }
    retry(Duration.ZERO);
  }
}
