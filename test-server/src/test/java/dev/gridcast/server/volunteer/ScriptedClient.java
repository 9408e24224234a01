package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that says what a test wants it to say. */
final class ScriptedClient implements PeerListener {

  private static final long DEADLINE_SECONDS = 20;
  private static final Machine MACHINE = new Machine("Linux", "amd64", 2, 8L << 30, "17");

  private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String name;
  private final Peer peer;
  private long asked = 1;
  private long request;

  private ScriptedClient(InMemoryNetwork network, String name) {
    this.name = name;
    try {
      this.peer = network.as(InMemoryNetwork.keyOf(name)).connect(this);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A connection on which nothing was said yet. */
  static ScriptedClient silent(InMemoryNetwork network, String name) {
    return new ScriptedClient(network, name);
  }

  /** A connection that was welcomed. */
  static ScriptedClient welcomed(InMemoryNetwork network, String name) {
    ScriptedClient client = silent(network, name);
    client.say(client.hello(Message.PROTOCOL_VERSION));
    client.hear(Welcome.class);
    return client;
  }

  /** Who the client of that name is to the server. */
  static String idOf(String name) {
    return InMemoryNetwork.keyOf(name).text();
  }

  Hello hello(int version) {
    return new Hello(version, "test", name, MACHINE);
  }

  void say(Message message) {
    try {
      peer.send(message);
    } catch (PeerClosedException e) {
      throw new AssertionError(e);
    }
  }

  /** Says it if the server still listens. */
  void tryToSay(Message message) {
    tryToSay(List.of(message));
  }

  /** Says all of it at once if the server still listens. */
  void tryToSay(List<? extends Message> messages) {
    try {
      peer.send(messages);
    } catch (PeerClosedException e) {
      assertThat(peer.isOpen()).isFalse();
    }
  }

  /** The next message, which must be of that kind. */
  <M extends Message> M hear(Class<M> type) {
    try {
      Message message = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(message).as("what " + name + " hears").isInstanceOf(type);
      return type.cast(message);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks for a blob and gets it, if it travels as it is. */
  byte[] fetch(String sha256) {
    asked += 2;
    say(new BlobRequest(asked, sha256, List.of(BlobHead.IDENTITY), 0, ""));
    BlobHead head = hear(BlobHead.class);
    ByteBuffer all = ByteBuffer.allocate((int) head.size());
    while (all.hasRemaining()) {
      all.put(hear(BlobChunk.class).data().asReadOnlyBuffer());
    }
    return all.array();
  }

  /** Asks for a case, besides those of these leases, and gets one. */
  Assignment ask(String... held) {
    long number = request(held);
    Assignment assignment = hear(Assignment.class);
    assertThat(assignment.request()).isEqualTo(number);
    return assignment;
  }

  /** Asks for a case, besides those of these leases; the number of the request. */
  long request(String... held) {
    request++;
    say(new CaseRequest(request, List.of(held)));
    return request;
  }

  /** How many messages of that kind wait to be looked at by the test. */
  long waiting(Class<? extends Message> type) {
    return heard.stream().filter(type::isInstance).count();
  }

  /** That nothing has been heard that was not asked for by a test. */
  boolean heardNothing() {
    return heard.isEmpty();
  }

  /** Waits until the connection has ended. */
  void awaitClosed() {
    try {
      assertThat(closed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).as("closed").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void hangUp() {
    peer.close();
  }

  @Override
  public void onMessage(Peer from, Message message) {
    heard.add(message);
  }

  @Override
  public void onClosed(Peer from, String reason) {
    closed.countDown();
  }
}
