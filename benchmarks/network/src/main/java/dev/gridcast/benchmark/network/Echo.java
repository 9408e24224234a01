package dev.gridcast.benchmark.network;

import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A connection over which one asks and waits for the answer, a heartbeat and its acknowledgement;
 * when the other side renews itself it comes back and asks again, as a client does.
 */
final class Echo implements PeerListener {

  private static final Heartbeat QUESTION = new Heartbeat(List.of());
  private static final long LIMIT_SECONDS = 60;
  private static final int MOST_TRIES = 5;

  private final PeerConnector network;
  private final Semaphore answers = new Semaphore(0);
  private volatile Peer peer;
  private volatile boolean gone;
  private long returns;

  private Echo(PeerConnector network) throws ConnectException, InterruptedException {
    this.network = network;
    this.peer = Net.connect(network, this);
  }

  /** Opens a connection that has answered once. */
  static Echo open(PeerConnector network) throws Exception {
    Echo echo = new Echo(network);
    echo.ask();
    return echo;
  }

  /** The nanoseconds until the answer. */
  long ask() throws Exception {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long start = System.nanoTime();
      try {
        peer.send(QUESTION);
        if (!answers.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("no answer within " + LIMIT_SECONDS + " s");
        }
        if (!gone) {
          return System.nanoTime() - start;
        }
      } catch (PeerClosedException e) {
        Figures.note("a question was cut off: %s", String.valueOf(e.getMessage()));
      }
      comeBack();
    }
    throw new IllegalStateException("the connection does not last");
  }

  private void comeBack() throws ConnectException, InterruptedException {
    returns++;
    answers.drainPermits();
    gone = false;
    peer = Net.connect(network, this);
  }

  /** How often it had to come back. */
  long returns() {
    return returns;
  }

  void close() {
    peer.close();
  }

  @Override
  public void onMessage(Peer from, Message message) {
    if (message instanceof HeartbeatAck) {
      answers.release();
    }
  }

  @Override
  public void onClosed(Peer from, String reason) {
    if (from == peer) {
      gone = true;
      answers.release();
    }
  }
}
