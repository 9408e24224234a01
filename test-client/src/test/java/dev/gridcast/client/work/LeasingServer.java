package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Cancel;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server that leases cases by the rules of the protocol, and notes what breaks them. */
final class LeasingServer implements PeerAcceptor, PeerListener {

  private enum State {
    HELD,
    RESULT,
    FAILURE,
    GIVEN_BACK,
    /** Taken away by the server. */
    LOST
  }

  private final int most;
  private final Map<String, State> leases = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  /** The leases granted on this line, and the number of the request of each. */
  private final Map<String, Long> ofThisLine = new HashMap<>();

  private final List<String> faults = new ArrayList<>();
  private @Nullable Peer line;
  private long latest;
  private int requests;
  private int heartbeats;
  private boolean unavailable;

  LeasingServer(int most) {
    this.most = most;
  }

  @Override
  public synchronized PeerListener accept(Peer peer) {
    line = peer;
    ofThisLine.clear();
    latest = 0;
    return this;
  }

  @Override
  public synchronized void onClosed(Peer from, String reason) {
    if (line == from) {
      line = null;
    }
  }

  @Override
  public synchronized void onMessage(Peer from, Message message) {
    if (message instanceof Hello) {
      say(from, new Welcome(Message.PROTOCOL_VERSION, "test", "demo", 1_000_000, 5_000, null));
    } else if (message instanceof Heartbeat heartbeat) {
      heartbeats++;
      beat(from, heartbeat.cases().stream().map(CaseProgress::lease).toList());
    } else if (message instanceof CaseRequest request) {
      requests++;
      known.addAll(request.held());
      if (request.request() <= latest) {
        faults.add(request.request() + " was asked after " + latest);
      }
      latest = request.request();
      lease(from, request);
    } else if (message instanceof BlobRequest request) {
      Blob all = ScriptedServer.DATASET;
      String sha256 = all.sha256();
      say(
          from,
          new BlobHead(
              request.request(), sha256, all.size(), BlobHead.IDENTITY, all.size(), sha256, 0));
      say(from, new BlobChunk(request.request(), 0, all));
    } else if (message instanceof Result result) {
      end(from, result.lease(), State.RESULT);
    } else if (message instanceof Failure failure) {
      end(from, failure.lease(), State.FAILURE);
    } else if (message instanceof GiveBack giveBack) {
      end(from, giveBack.lease(), State.GIVEN_BACK);
    }
  }

  private void beat(Peer from, List<String> named) {
    known.addAll(named);
    for (String lease : named) {
      if (leases.get(lease) != State.HELD) {
        say(from, new Cancel(lease, "it has ended"));
      }
    }
    say(from, new HeartbeatAck(named.stream().filter(l -> leases.get(l) == State.HELD).toList()));
  }

  private void lease(Peer from, CaseRequest request) {
    ofThisLine.forEach(
        (lease, grantedTo) -> {
          if (leases.get(lease) == State.HELD
              && grantedTo <= request.answered()
              && !request.held().contains(lease)) {
            leases.put(lease, State.LOST);
          }
        });
    if (unavailable || heldOfThisLine() >= most) {
      say(from, new NothingNow(request.request(), false, 500, List.of()));
    } else {
      String lease = "lease-" + leases.size();
      leases.put(lease, State.HELD);
      ofThisLine.put(lease, request.request());
      say(from, ScriptedServer.assignment(request.request(), lease, leases.size() % 8));
    }
  }

  private long heldOfThisLine() {
    return ofThisLine.keySet().stream().filter(lease -> leases.get(lease) == State.HELD).count();
  }

  private void end(Peer from, String lease, State how) {
    known.add(lease);
    State now = leases.get(lease);
    if (unavailable) {
      say(from, new ProtocolError(ErrorCode.UNAVAILABLE, "the disk is full", lease));
    } else if (now == State.HELD || now == how) {
      leases.put(lease, how); // once more after a line that broke is no second end
      say(from, new Accepted(lease, List.of()));
      if (how == State.RESULT) {
        say(from, Verdict.counts(lease, 0, 801, 803, 1, 1));
      }
    } else if (now == State.LOST) {
      say(from, new ProtocolError(ErrorCode.LEASE_LOST, "it was passed on", lease));
    } else {
      faults.add(lease + " ends as " + how + " after it ended as " + now);
    }
  }

  private void say(Peer to, Message message) {
    try {
      to.send(message);
    } catch (PeerClosedException e) {
      line = null;
    }
  }

  /** Takes a lease away that the client holds. */
  synchronized void cancelOne(Random random) {
    List<String> held =
        leases.keySet().stream().filter(lease -> leases.get(lease) == State.HELD).toList();
    Peer to = line;
    if (!held.isEmpty() && to != null) {
      String lease = held.get(random.nextInt(held.size()));
      leases.put(lease, State.LOST);
      say(to, new Cancel(lease, "the operator wants it"));
    }
  }

  synchronized void unavailable(boolean now) {
    unavailable = now;
  }

  synchronized int requests() {
    return requests;
  }

  synchronized int heartbeats() {
    return heartbeats;
  }

  synchronized int granted() {
    return leases.size();
  }

  /** What broke the rules, leases included that the client knows of and has forgotten. */
  synchronized List<String> faultsInTheEnd() {
    List<String> all = new ArrayList<>(faults);
    for (String lease : known) {
      if (leases.get(lease) == State.HELD) {
        all.add(lease + " never ended");
      }
    }
    return all;
  }
}
