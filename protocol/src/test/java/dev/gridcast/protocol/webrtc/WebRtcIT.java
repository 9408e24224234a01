package dev.gridcast.protocol.webrtc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.RecordingListener;
import dev.gridcast.protocol.signal.RefusalCode;
import dev.gridcast.protocol.signal.Signaller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WebRtcIT {

  private static final Hello HELLO =
      new Hello(1, "0.1.0", "Ada", new Machine("Linux", "amd64", 2, 0, "17"));
  private static final Welcome WELCOME = new Welcome(1, "0.1.0", "demo", 12, 5_000, null);

  private final RecordingListener atServer = new RecordingListener();
  private final RecordingListener atClient = new RecordingListener();

  @Test
  void twoPeersGreetEachOther() throws Exception {
    PeerListener greeting =
        new RecordingListener() {
          @Override
          public void onMessage(Peer peer, Message message) {
            sendQuietly(peer, WELCOME);
            atServer.onMessage(peer, message);
          }
        };
    try (Crew crew = new Crew(() -> greeting)) {
      Peer toServer = crew.connector.connect(atClient);
      toServer.send(HELLO);
      assertThat(atServer.next()).isEqualTo(HELLO);
      assertThat(atClient.next()).isEqualTo(WELCOME);
      assertThat(crew.nextAccepted().id()).isEqualTo("peer-1");
    }
  }

  @Test
  void aLargeMessageCrossesBothWaysAtOnceIntact() throws Exception {
    try (Crew crew = new Crew(() -> atServer)) {
      Peer toServer = crew.connector.connect(atClient);
      Peer toClient = crew.nextAccepted();
      Result up = Crew.large(1 << 20);
      Result down = Crew.large(1_000_000);
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendQuietly(toServer, up));
      toClient.send(down);
      assertThat(atServer.next()).isEqualTo(up);
      assertThat(atClient.next()).isEqualTo(down);
      sending.get(20, SECONDS);
    }
  }

  @Test
  void aSlowListenerHoldsTheSenderBack() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger handled = new AtomicInteger();
    PeerListener slow =
        new RecordingListener() {
          @Override
          public void onMessage(Peer peer, Message message) {
            awaitQuietly(goOn);
            handled.incrementAndGet();
          }
        };
    try (Crew crew = new Crew(() -> slow)) {
      Peer peer = crew.connector.connect(atClient);
      AtomicInteger sent = new AtomicInteger();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 48; i++) {
                  sendQuietly(peer, Crew.large(1 << 20));
                  sent.incrementAndGet();
                }
              });
      assertThatThrownBy(() -> sending.get(3, SECONDS)).isInstanceOf(TimeoutException.class);
      assertThat(sent.get()).as("MiB sent to a listener that takes nothing").isBetween(4, 16);
      goOn.countDown();
      sending.get(30, SECONDS);
      Crew.until("all is handled", () -> handled.get() == 48);
    }
  }

  @Test
  void aListenerThatThrowsClosesItsConnectionAndNothingElse() throws Exception {
    PeerListener broken =
        new RecordingListener() {
          @Override
          public void onMessage(Peer peer, Message message) {
            throw new IllegalStateException("no such case");
          }
        };
    try (Crew crew = new Crew(() -> broken)) {
      Peer peer = crew.connector.connect(atClient);
      RecordingListener other = new RecordingListener();
      Peer bystander = crew.connector.connect(other);
      peer.send(new CaseRequest(1, List.of()));
      atClient.awaitClosed(25);
      assertThat(atClient.ends()).hasSize(1);
      assertThat(bystander.isOpen()).isTrue();
    }
  }

  @Test
  void whatWasSentBeforeTheCloseArrives() throws Exception {
    try (Crew crew = new Crew(() -> atServer)) {
      Peer peer = crew.connector.connect(atClient);
      peer.send(Crew.large(1_000_000));
      peer.send(new Goodbye("enough for today"));
      long start = System.nanoTime();
      peer.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(atServer.next()).isInstanceOf(Result.class);
      assertThat(atServer.next()).isEqualTo(new Goodbye("enough for today"));
      assertThat(atServer.awaitClosed(10)).isEqualTo("closed by the other side");
      assertThat(atClient.awaitClosed(10)).isEqualTo("closed by this side");
      assertThatThrownBy(() -> peer.send(HELLO)).isInstanceOf(PeerClosedException.class);
      Crew.until("the server lets go", () -> crew.server.connections() == 0);
    }
  }

  @Test
  void closingWhileOthersSendDoesNotCrash() throws Exception {
    try (Crew crew = new Crew(RecordingListener::new)) {
      for (int round = 0; round < 50; round++) {
        RecordingListener listener = new RecordingListener();
        Peer peer = crew.connector.connect(listener);
        Peer there = crew.nextAccepted();
        CountDownLatch sending = new CountDownLatch(2);
        List<CompletableFuture<Void>> senders =
            List.of(sendForEver(peer, sending), sendForEver(there, sending));
        assertThat(sending.await(20, SECONDS)).isTrue();
        (round % 2 == 0 ? peer : there).close();
        for (CompletableFuture<Void> sender : senders) {
          sender.get(20, SECONDS);
        }
        listener.awaitClosed(20);
        assertThat(listener.ends()).hasSize(1);
      }
      Crew.until("the server lets go", () -> crew.server.connections() == 0);
    }
  }

  @Test
  void thirtyClientsConnectAtOnce() throws Exception {
    try (Crew crew = new Crew(() -> atServer)) {
      List<CompletableFuture<Peer>> joining = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        CompletableFuture<Peer> joined = new CompletableFuture<>();
        joining.add(joined);
        new Thread(
                () -> {
                  try {
                    Peer peer = crew.connector.connect(new RecordingListener());
                    peer.send(HELLO);
                    joined.complete(peer);
                  } catch (Exception e) {
                    joined.completeExceptionally(e);
                  }
                })
            .start();
      }
      for (CompletableFuture<Peer> joined : joining) {
        assertThat(joined.get(60, SECONDS).isOpen()).isTrue();
      }
      for (int i = 0; i < 30; i++) {
        assertThat(atServer.next()).isEqualTo(HELLO);
      }
      assertThat(crew.server.connections()).isEqualTo(30);
    }
  }

  @Test
  void aServerThatClosesTellsItsClients() throws Exception {
    try (Crew crew = new Crew(() -> atServer)) {
      crew.connector.connect(atClient);
      crew.nextAccepted().send(new Goodbye("maintenance"));
      crew.http.close();
      crew.server.close();
      assertThat(atClient.next()).isEqualTo(new Goodbye("maintenance"));
      assertThat(atClient.awaitClosed(10)).isEqualTo("closed by the other side");
      assertThat(atServer.awaitClosed(10)).isEqualTo("closed by this side");
      assertThatThrownBy(() -> crew.connector.connect(new RecordingListener()))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("is the server running");
    }
  }

  @Test
  void aWrongSecretIsRefusedForGood() throws Exception {
    try (Crew crew = new Crew(() -> atServer);
        WebRtcConnector stranger =
            WebRtcConnector.open(
                Identity.random(), crew.invite.withSecret(Optional.of(Secret.random())))) {
      assertThatThrownBy(() -> stranger.connect(atClient))
          .hasMessageContaining("does not accept this invite")
          .isInstanceOfSatisfying(
              ConnectException.class, e -> assertThat(e.isPermanent()).isTrue());
      assertThat(crew.server.connections()).isZero();
      assertThat(crew.server.counts().refused()).containsEntry(RefusalCode.SECRET, 1L);
    }
  }

  @Test
  void aServerWithAnotherKeyIsNotTalkedTo() throws Exception {
    try (Crew crew = new Crew(() -> atServer);
        WebRtcConnector misled =
            WebRtcConnector.open(
                Identity.random(),
                Crew.invite(Identity.random(), crew.http.port(), Secret.random()))) {
      assertThatThrownBy(() -> misled.connect(atClient))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("is the invite one of another server");
      assertThat(crew.server.counts().garbage()).isEqualTo(1);
      assertThat(crew.server.connections()).isZero();
    }
  }

  @Test
  void anOfferThatIsNoneIsRefused() throws Exception {
    try (Crew crew = new Crew(() -> atServer)) {
      Signaller signaller =
          new Signaller(
              Identity.random(), crew.invite, WebRtcConnector.httpWays(crew.invite), "test");
      String fingerprint = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB\r\n";
      for (String sdp : List.of("", "v=0", "m=application x", "m=audio 9 UDP/TLS/RTP/SAVPF 111")) {
        assertThatThrownBy(() -> signaller.offer(sdp + "\r\n" + fingerprint))
            .isInstanceOf(ConnectException.class)
            .hasMessageContaining("the description of the other side cannot be used");
      }
      Crew.until("the server lets go", () -> crew.server.connections() == 0);
    }
  }

  @Test
  void theFactoryCanBeMadeAgainAfterItsLastUserClosed() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Crew crew = new Crew(() -> atServer)) {
        crew.connector.connect(new RecordingListener()).send(HELLO);
        assertThat(atServer.next()).isEqualTo(HELLO);
      }
    }
  }

  private static CompletableFuture<Void> sendForEver(Peer peer, CountDownLatch begun) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                peer.send(Crew.large(200_000));
                begun.countDown();
                while (true) {
                  peer.send(Crew.large(200_000));
                }
              } catch (PeerClosedException e) {
                done.complete(null);
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            })
        .start();
    return done;
  }

  private static void sendQuietly(Peer peer, Message message) {
    try {
      peer.send(message);
    } catch (PeerClosedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
