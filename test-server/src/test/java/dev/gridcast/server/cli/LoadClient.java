package dev.gridcast.server.cli;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.server.support.HonestTrainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A volunteer in a hurry that tells every word of the server that is a promise: {@code accepted
 * LEASE}, {@code refused LEASE} when the server said that it could not store it, {@code verified
 * LEASE}. It reports each result twice, fails now and then, gives a case back now and then, and
 * sends again what the server could not store.
 */
final class LoadClient implements PeerListener {

  /** Not used, but the server lets a large machine say more in a second. */
  private static final int CPUS = 64;

  private static final int FAILS = 97;
  private static final int GIVES_BACK = 11;
  private static final long TRY_AGAIN_NANOS = 50_000_000;

  private final InMemoryNetwork network;
  private final String name;
  private final byte[] dataset;
  private final Consumer<String> promises;
  private final Map<String, Message> unacknowledged = new HashMap<>();

  /** A request waits for its answer. */
  private boolean asked;

  private long request;

  private LoadClient(
      InMemoryNetwork network, String name, byte[] dataset, Consumer<String> promises) {
    this.network = network;
    this.name = name;
    this.dataset = dataset;
    this.promises = promises;
  }

  /** Connects and begins. */
  static void join(
      InMemoryNetwork network, String name, byte[] dataset, Consumer<String> promises) {
    new LoadClient(network, name, dataset, promises).enter();
  }

  private void enter() {
    try {
      Peer peer = network.as(InMemoryNetwork.keyOf(name)).connect(this);
      peer.send(
          new Hello(
              Message.PROTOCOL_VERSION,
              "test",
              name,
              new Machine("Linux", "amd64", CPUS, 8L << 30, "17")));
    } catch (ConnectException e) {
      promises.accept("gone " + name);
    } catch (PeerClosedException e) {
      promises.accept("closed " + name + " while it came in"); // onClosed follows
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onMessage(Peer peer, Message message) {
    try {
      if (message instanceof Assignment || message instanceof NothingNow) {
        asked = false;
      }
      if (message instanceof Assignment assignment) {
        answer(peer, assignment);
      } else if (message instanceof Accepted accepted) {
        if (unacknowledged.remove(accepted.lease()) instanceof Result) {
          promises.accept("accepted " + accepted.lease());
        }
        ask(peer);
      } else if (message instanceof Verdict verdict) {
        if (verdict.verified()) {
          promises.accept("verified " + verdict.lease());
        }
      } else if (message instanceof ProtocolError error) {
        complaint(peer, error);
      } else if (message instanceof NothingNow nothing) {
        nothingNow(peer, nothing);
      } else if (message instanceof Welcome) {
        ask(peer);
      }
    } catch (PeerClosedException e) {
      peer.close();
    }
  }

  private void answer(Peer peer, Assignment assignment) throws PeerClosedException {
    long chance = Math.floorMod(assignment.lease().hashCode(), 1000);
    if (chance % FAILS == 0) {
      say(
          peer,
          assignment.lease(),
          Failure.of(assignment.lease(), FailureKind.TRAINER_CRASHED, "now and then", "log"));
    } else if (chance % GIVES_BACK == 0) {
      say(peer, assignment.lease(), new GiveBack(assignment.lease(), "in a hurry"));
    } else {
      Result result = HonestTrainer.resultOf(assignment, dataset, assignment.caseIndex());
      say(peer, assignment.lease(), result);
      peer.send(result); // as after a reconnection in doubt
    }
  }

  private void say(Peer peer, String lease, Message message) throws PeerClosedException {
    unacknowledged.put(lease, message);
    peer.send(message);
  }

  private void nothingNow(Peer peer, NothingNow nothing) throws PeerClosedException {
    if (nothing.reason().contains("cannot store")) {
      promises.accept("refused a request");
      LockSupport.parkNanos(TRY_AGAIN_NANOS); // a real client waits, too, and longer
    }
    if (!nothing.done()) {
      ask(peer);
    }
  }

  private void complaint(Peer peer, ProtocolError error) throws PeerClosedException {
    String lease = error.lease();
    if (error.code() == ErrorCode.UNAVAILABLE) {
      promises.accept("refused " + (lease == null ? "everything" : lease));
      LockSupport.parkNanos(TRY_AGAIN_NANOS); // a real client waits, too, and longer
      Message again = lease == null ? null : unacknowledged.get(lease);
      if (again == null) {
        ask(peer);
      } else {
        peer.send(again);
      }
    } else if (lease != null) {
      unacknowledged.remove(lease);
      ask(peer);
    }
  }

  private void ask(Peer peer) throws PeerClosedException {
    if (!asked) {
      asked = true;
      List<String> held = new ArrayList<>(unacknowledged.keySet());
      request++;
      peer.send(new CaseRequest(request, held));
    }
  }

  @Override
  public void onClosed(Peer peer, String reason) {
    promises.accept("closed " + name + " " + reason);
    join(network, name, dataset, promises); // and forgets what was not acknowledged
  }
}
