package dev.gridcast.protocol.signal.mqtt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.Fingerprints;
import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.RefusalCode;
import dev.gridcast.protocol.signal.SignalDesk;
import dev.gridcast.protocol.signal.Signaller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker in the middle swaps, replays, delays, changes and forges; nobody is fooled. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class HostileBrokerIT {

  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final String NAME = "mosquitto-servers";
  private static final MqttAddress FOR_CLIENTS = TestMosquitto.ofAllTests().plain();
  private static MqttAddress forServers;

  private final Identity server = Identity.random();
  private final Identity ada = Identity.random();
  private final Identity bob = Identity.random();
  private final Secret secret = Secret.random();
  private final AtomicInteger connections = new AtomicInteger();
  private SignalDesk desk;
  private MqttListener listener;
  private HostileBroker broker;

  HostileBrokerIT() throws Exception {
    desk = desk();
    listener = listen();
    broker = new HostileBroker(FOR_CLIENTS, forServers, server.key());
  }

  @BeforeAll
  static void startAnother() throws Exception {
    forServers = TestMosquitto.start(NAME).plain();
  }

  @AfterAll
  static void stopIt() throws Exception {
    TestMosquitto.script(NAME, "stop");
  }

  @BeforeEach
  void waitForTheServer() throws Exception {
    Bystander.untilListening(listener);
  }

  @AfterEach
  void close() {
    listener.close();
    broker.close();
  }

  private SignalDesk desk() {
    return new SignalDesk(
        server,
        Admission.bySecret(secret),
        peer -> IceAdvice.NONE,
        (from, sdp, patience) -> {
          connections.incrementAndGet();
          return sdp(2, from);
        },
        "test");
  }

  private MqttListener listen() {
    return MqttListener.start(List.of(forServers), MqttTrust.ofThisMachine(), server.key(), desk);
  }

  private static String sdp(int number, PeerKey whose) {
    byte[] fingerprint = new byte[Fingerprints.BYTES];
    fingerprint[0] = (byte) number;
    return "v=0\r\ns=" + whose + "\r\na=fingerprint:" + Fingerprints.text(fingerprint) + "\r\n";
  }

  private MqttWay way() {
    return new MqttWay(FOR_CLIENTS, MqttTrust.ofThisMachine(), server.key());
  }

  private Signaller signaller(Identity client) {
    Invite.Way way = Invite.Way.parse("mqtt://somewhere");
    Invite invite = new Invite(server.key(), List.of(way), Optional.of(secret));
    return new Signaller(client, invite, List.of(way()), "test");
  }

  private CompletableFuture<String> knock(Identity client, Duration limit) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return signaller(client).knock(way(), limit).version();
          } catch (Exception e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
          }
        });
  }

  @Test
  void whatItCarriesFaithfullyArrives() throws Exception {
    broker.honest();

    assertThat(knock(ada, LONG).get()).isEqualTo("test");
    assertThat(signaller(ada).offer(sdp(1, ada.key()))).isEqualTo(sdp(2, ada.key()));
    assertThat(connections).hasValue(1);
  }

  @Test
  void itSeesNeitherKeysNorSecretsNorAddresses() throws Exception {
    broker.honest();
    signaller(ada).offer(sdp(1, ada.key()));

    for (HostileBroker.Message seen :
        List.of(HostileBroker.take(broker.requests), HostileBroker.take(broker.answers))) {
      String all = new String(seen.payload(), ISO_8859_1);
      String keys = Base64.getEncoder().encodeToString(seen.payload()) + seen.topic();
      assertThat(all + keys)
          .doesNotContain("fingerprint", "sdp", secret.text(), ada.key().text())
          .doesNotContain(server.key().text());
      assertThat(indexOf(seen.payload(), ada.key().bytes())).isNegative();
      assertThat(indexOf(seen.payload(), server.key().bytes())).isNegative();
      assertThat(indexOf(seen.payload(), secret.bytes())).isNegative();
    }
  }

  @Test
  void aForgedAnswerIsSkippedAndTheTrueOneTaken() throws Exception {
    Identity liar = Identity.random();
    broker.whenRequested(
        request -> {
          String topic = topicOf(request);
          broker.toClient(topic, new byte[] {1});
          broker.toClient(topic, SealedBox.seal(3, liar, ada.key(), "{}".getBytes(US_ASCII)));
          broker.toServer(request.payload());
        });
    broker.whenAnswered(
        answer -> {
          byte[] changed = answer.payload().clone();
          changed[changed.length - 1] ^= 1;
          broker.toClient(answer.topic(), changed);
          broker.toClient(answer.topic(), answer.payload());
        });

    assertThat(knock(ada, LONG).get()).isEqualTo("test");
  }

  @Test
  void onlyForgedAnswersAreNone() throws Exception {
    Identity liar = Identity.random();
    broker.whenRequested(
        request -> {
          broker.toClient(
              topicOf(request), SealedBox.seal(3, liar, ada.key(), "{}".getBytes(US_ASCII)));
          broker.toClient(
              topicOf(request),
              SealedBox.seal(5, liar, ada.key(), "{\"code\":\"BANNED\"}".getBytes(US_ASCII)));
        });

    assertThatThrownBy(() -> signaller(ada).knock(way(), SHORT))
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContaining("but 2 messages that are not from it");
  }

  @Test
  void swappedAnswersFitNobody() throws Exception {
    broker.whenRequested(request -> broker.toServer(request.payload()));
    CompletableFuture<String> first = knock(ada, SHORT);
    HostileBroker.Message toAda = HostileBroker.take(broker.answers);
    CompletableFuture<String> second = knock(bob, SHORT);
    HostileBroker.Message toBob = HostileBroker.take(broker.answers);

    broker.toClient(toAda.topic(), toBob.payload());
    broker.toClient(toBob.topic(), toAda.payload());

    assertThat(first.get()).startsWith("ConnectException: no answer from the server");
    assertThat(second.get()).startsWith("ConnectException: no answer from the server");
  }

  @Test
  void anAnswerToAnEarlierRequestIsNone() throws Exception {
    broker.honest();
    assertThat(knock(ada, LONG).get()).isEqualTo("test");
    byte[] old = HostileBroker.take(broker.answers).payload();
    listener.close(); // nothing answers any more but the old answer
    broker.whenRequested(request -> broker.toClient(topicOf(request), old));

    assertThat(knock(ada, SHORT).get())
        .contains("no answer from the server", "but 1 messages that are not from it");
  }

  @Test
  void aReplayedOfferMakesOneConnectionAndGetsOneAnswer() throws Exception {
    broker.honest();
    signaller(ada).offer(sdp(1, ada.key()));
    byte[] offer = HostileBroker.take(broker.requests).payload();
    HostileBroker.take(broker.answers);

    for (int i = 0; i < 5; i++) {
      broker.toServer(offer);
      broker.toServer(Topics.labelled(Topics.newLabel(), Topics.sealed(offer)));
    }

    Bystander.until(() -> desk.counts().refused().getOrDefault(RefusalCode.REPLAY, 0L) == 10);
    assertThat(connections).hasValue(1);
    assertThat(broker.answers).isEmpty();
  }

  @Test
  void whatIsHeldBackUntilTheServerRestartsIsStale() throws Exception {
    CompletableFuture<String> waiting = knock(ada, SHORT);
    byte[] held = HostileBroker.take(broker.requests).payload();
    assertThat(waiting.get()).startsWith("ConnectException");
    listener.close();
    desk = desk();
    listener = listen();
    Bystander.untilListening(listener);

    broker.toServer(held);

    Bystander.until(() -> desk.counts().refused().getOrDefault(RefusalCode.STALE, 0L) == 1);
    assertThat(desk.counts().welcomed()).isZero();
  }

  @Test
  void forgedAndChangedRequestsAreRefusedAndCounted() throws Exception {
    broker.whenRequested(
        request -> {
          byte[] changed = request.payload().clone();
          changed[changed.length - 1] ^= 1;
          broker.toServer(changed);
        });
    assertThat(knock(ada, SHORT).get()).startsWith("ConnectException");
    Bystander.until(() -> desk.counts().garbage() == 1);

    Invite.Way nowhere = Invite.Way.parse("mqtt://somewhere");
    Invite guessed = new Invite(server.key(), List.of(nowhere), Optional.of(Secret.random()));
    broker.honest();
    assertThatThrownBy(
            () -> new Signaller(bob, guessed, List.of(way()), "test").offer(sdp(1, bob.key())))
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isTrue())
        .hasMessageContaining("wrong secret");
    assertThat(connections).hasValue(0);
  }

  private static String topicOf(HostileBroker.Message request) {
    String label = Topics.label(request.payload()).orElseThrow();
    return request.topic().replaceAll("in$", "out/" + label);
  }

  private static int indexOf(byte[] all, byte[] part) {
    return Collections.indexOfSubList(list(all), list(part));
  }

  private static List<Byte> list(byte[] bytes) {
    ArrayList<Byte> list = new ArrayList<>();
    for (byte each : bytes) {
      list.add(each);
    }
    return list;
  }
}
