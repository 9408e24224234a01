package dev.gridcast.protocol.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.SignallingServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server and a connector to it in one process, over real WebRTC. */
final class Crew implements AutoCloseable {

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ExitNoise::suppress));
  }

  final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
  final Identity identity = Identity.random();
  final WebRtcServer server;
  final SignallingServer http;
  final Invite invite;
  final WebRtcConnector connector;

  Crew(Supplier<PeerListener> listeners) throws Exception {
    Secret secret = Secret.random();
    server =
        WebRtcServer.start(
            identity,
            Admission.bySecret(secret),
            IceSettings.LOCAL,
            peer -> {
              accepted.add(peer);
              return listeners.get();
            },
            "test");
    http =
        SignallingServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            server.handler(),
            identity.key(),
            "test");
    invite = invite(identity, http.port(), secret);
    connector = WebRtcConnector.open(Identity.random(), invite);
  }

  static Invite invite(Identity server, int port, Secret secret) {
    return new Invite(
        server.key(), List.of(Invite.Way.parse("http://127.0.0.1:" + port)), Optional.of(secret));
  }

  Peer nextAccepted() throws InterruptedException {
    @Nullable Peer peer = accepted.poll(20, TimeUnit.SECONDS);
    assertThat(peer).as("a peer within 20 s").isNotNull();
    return peer;
  }

  /** One of the largest messages there are. */
  static Result large(int bytes) {
    StringBuilder text = new StringBuilder(bytes);
    Random random = new Random(bytes);
    for (int i = 0; i < bytes; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return new Result("lease", text.toString(), null);
  }

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s: %s", what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    connector.close();
    http.close();
    server.close();
  }
}
