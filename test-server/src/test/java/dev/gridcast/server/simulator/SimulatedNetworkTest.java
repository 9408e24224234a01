package dev.gridcast.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The network in memory keeps the promises of the real one, and breaks what it does not promise.
 */
class SimulatedNetworkTest {

  private final EventLoop loop = new EventLoop(Instant.parse("2026-01-01T00:00:00Z"));
  private final Trace trace = new Trace();
  private final SimulatedNetwork network =
      new SimulatedNetwork(
          loop,
          trace,
          new Chance(1, 1),
          new NetworkProfile(
              Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(30)),
          new ServerTime());
  private final Ear server = new Ear();

  /** Writes down what it hears. */
  private static final class Ear implements PeerListener {
    private final List<String> heard = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();

    @Override
    public void onMessage(Peer peer, Message message) {
      heard.add(((Goodbye) message).reason());
    }

    @Override
    public void onClosed(Peer peer, String reason) {
      closed.add(reason);
    }
  }

  private Peer connect(PeerListener client) {
    network.serve(
        peer -> {
          server.peers.add(peer);
          return server;
        });
    return Objects.requireNonNull(network.connect(InMemoryNetwork.keyOf("client"), client));
  }

  private void run() {
    while (loop.step()) {
      assertThat(loop.happened()).isLessThan(10_000);
    }
  }

  private static void say(Peer peer, String word) throws PeerClosedException {
    peer.send(new Goodbye(word));
  }

  @Test
  void oneConnectionKeepsTheOrderHoweverLongEachMessageTakes() throws Exception {
    Peer peer = connect(new Ear());
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      say(peer, "word " + i);
      said.add("word " + i);
    }
    run();
    assertThat(server.heard).isEqualTo(said);
    assertThat(network.messages()).isEqualTo(100);
  }

  @Test
  void messagesOfTwoConnectionsOvertakeEachOther() throws Exception {
    Peer one = connect(new Ear());
    Peer other = connect(new Ear());
    for (int i = 0; i < 50; i++) {
      say(one, "a");
      say(other, "b");
    }
    run();
    assertThat(server.heard).hasSize(100);
    assertThat(String.join("", server.heard)).isNotEqualTo("ab".repeat(50)).contains("aa", "bb");
  }

  @Test
  void aCutLosesWhatIsOnItsWayAndEachSideHearsOfItOnce() throws Exception {
    Ear ear = new Ear();
    Peer peer = connect(ear);
    run();
    say(peer, "lost");
    say(server.peers.get(0), "lost as well");
    network.cut(peer);
    assertThat(peer.isOpen()).isTrue(); // nobody has noticed yet
    say(peer, "into nothing");
    run();
    assertThat(server.heard).isEmpty();
    assertThat(ear.heard).isEmpty();
    assertThat(server.closed).containsExactly("the line was cut");
    assertThat(ear.closed).containsExactly("the line was cut");
    assertThatThrownBy(() -> say(peer, "too late")).isInstanceOf(PeerClosedException.class);
  }

  @Test
  void whoClosesHasItsLastWordsHeardAndHearsNothingMore() throws Exception {
    Ear ear = new Ear();
    Peer peer = connect(ear);
    run();
    say(server.peers.get(0), "unheard");
    say(peer, "last words");
    peer.close();
    peer.close();
    run();
    assertThat(server.heard).containsExactly("last words");
    assertThat(server.closed).containsExactly("closed by the other side");
    assertThat(ear.heard).isEmpty();
    assertThat(ear.closed).containsExactly("closed by this side");
  }

  @Test
  void whatTheServerThrowsClosesTheConnectionAndIsKept() throws Exception {
    Ear ear = new Ear();
    network.serve(
        peer ->
            new PeerListener() {
              @Override
              public void onMessage(Peer from, Message message) {
                throw new IllegalStateException("a bug");
              }

              @Override
              public void onClosed(Peer from, String reason) {}
            });
    Peer peer = Objects.requireNonNull(network.connect(InMemoryNetwork.keyOf("client"), ear));
    say(peer, "hello");
    run();
    assertThat(ear.closed).containsExactly("closed by the other side");
    assertThat(network.bugs()).singleElement().extracting(Throwable::getMessage).isEqualTo("a bug");
  }

  @Test
  void withoutAServerThereIsNoConnection() {
    assertThat(network.connect(InMemoryNetwork.keyOf("client"), new Ear())).isNull();
  }
}
