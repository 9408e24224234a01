package dev.gridcast.server.support;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.util.List;

/** A volunteer that works through case after case, as fast as it can. */
public final class AutomaticClient implements PeerListener {

  private final byte[] dataset;
  private long request;

  private AutomaticClient(byte[] dataset) {
    this.dataset = dataset;
  }

  /** Connects and begins. */
  public static void join(InMemoryNetwork network, String name, byte[] dataset) {
    try {
      Peer peer = network.as(InMemoryNetwork.keyOf(name)).connect(new AutomaticClient(dataset));
      peer.send(
          new Hello(
              Message.PROTOCOL_VERSION,
              "test",
              name,
              new Machine("Linux", "amd64", 2, 8L << 30, "17")));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void onMessage(Peer peer, Message message) {
    try {
      if (message instanceof Assignment assignment) {
        peer.send(HonestTrainer.resultOf(assignment, dataset, 1));
      } else if (message instanceof Welcome
          || message instanceof Accepted
          || (message instanceof NothingNow nothing && !nothing.done())) {
        request++;
        peer.send(new CaseRequest(request, List.of()));
      }
    } catch (PeerClosedException e) {
      peer.close();
    }
  }

  @Override
  public void onClosed(Peer peer, String reason) {}
}
