package dev.gridcast.protocol.signal.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.signal.SignalHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests and answers through a real Mosquitto. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class MqttIT {

  private final TestMosquitto mosquitto = TestMosquitto.ofAllTests();
  private final Identity server = Identity.random();
  private final Identity client = Identity.random();

  private MqttTrust ours() throws IOException {
    return MqttTrust.ofAuthorities(mosquitto.authority());
  }

  private MqttListener listen(SignalHandler handler, MqttAddress... brokers) throws Exception {
    return MqttListener.start(List.of(brokers), ours(), server.key(), handler);
  }

  private String say(String words, MqttAddress broker) throws Exception {
    return Speech.say(words, broker, ours(), client, server.key());
  }

  @Test
  void aServerAtSeveralBrokersAnswersThroughEach() throws Exception {
    MqttAddress nobody = new MqttAddress("127.0.0.1", freePort(), false, null, null);
    try (MqttListener listener =
        listen(Speech.server(server), mosquitto.plain(), nobody, mosquitto.tls())) {
      Bystander.until(
          () -> listener.states().stream().filter(MqttListener.State::listening).count() == 2,
          () -> listener.states().toString());

      assertThat(say("good morning", mosquitto.plain())).isEqualTo("good morning to you");
      assertThat(say("good evening", mosquitto.tls())).isEqualTo("good evening to you");
      // These two are doors of one and the same broker: what came through one is heard at both.
      Bystander.until(() -> listener.states().get(0).answered() == 2);
      Bystander.until(() -> listener.states().get(2).answered() == 2);
      Bystander.until(() -> listener.states().get(1).trouble().contains("nothing answers there"));
    }
  }

  @Test
  void aBrokerMustProveItsName() throws Exception {
    assertThatThrownBy(
            () -> Speech.say("x", mosquitto.tls(), MqttTrust.ofThisMachine(), client, server.key()))
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContaining("TLS failed");
    MqttAddress tls = mosquitto.tls();
    MqttAddress other = new MqttAddress("127.0.0.1", tls.port(), true, tls.user(), tls.password());
    assertThatThrownBy(() -> say("x", other)).hasMessageContaining("TLS failed");
  }

  @Test
  void aWrongPasswordSaysSo() {
    MqttAddress plain = mosquitto.plain();
    for (String password : new String[] {"wrong", null}) {
      MqttAddress wrong =
          new MqttAddress(
              plain.host(), plain.port(), false, password == null ? null : "ada", password);

      assertThatThrownBy(() -> say("x", wrong))
          .isInstanceOfSatisfying(
              ConnectException.class, e -> assertThat(e.isPermanent()).isFalse())
          .hasMessageContaining("does not accept this user and password");
    }
  }

  @Test
  void theBrokerSaysWhenNobodyListens() {
    assertThatThrownBy(() -> say("x", mosquitto.plain()))
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContaining("the server does not listen there");
  }

  @Test
  void aServerThatSaysNothingIsWaitedForNoLongerThanTheLimit() throws Exception {
    try (MqttListener listener = listen((box, source) -> Optional.empty(), mosquitto.plain())) {
      Bystander.untilListening(listener);

      assertThatThrownBy(
              () ->
                  Speech.say(
                      "x",
                      mosquitto.plain(),
                      ours(),
                      client,
                      server.key(),
                      Duration.ofMillis(1500)))
          .hasMessageContaining("no answer from the server through the broker");
    }
  }

  @Test
  void rubbishOnTheReplyTopicIsSkipped() throws Exception {
    Topics topics = Topics.of(server.key());
    CountDownLatch littered = new CountDownLatch(1);
    SignalHandler honest = Speech.server(server);
    SignalHandler slow =
        (box, source) -> {
          assertThat(littered.await(20, TimeUnit.SECONDS)).isTrue();
          return honest.answer(box, source);
        };
    try (Bystander bystander = new Bystander(mosquitto.plain());
        MqttListener listener = listen(slow, mosquitto.plain())) {
      Bystander.untilListening(listener);
      Identity stranger = Identity.random();
      bystander.hear(
          "gridcast/#",
          request ->
              Topics.label(request.getPayloadAsBytes())
                  .filter(label -> request.getTopic().toString().equals(topics.in()))
                  .ifPresent(
                      label -> {
                        byte[] lie = "x to you".getBytes(UTF_8);
                        bystander.sayAtOnce(topics.out(label), new byte[0]);
                        bystander.sayAtOnce(topics.out(label), new byte[SealedBox.MAX_BYTES + 1]);
                        bystander.sayAtOnce(
                            topics.out(label), SealedBox.seal(4, stranger, client.key(), lie));
                        littered.countDown();
                      }));

      assertThat(say("x", mosquitto.plain())).isEqualTo("x to you");
    }
  }

  @Test
  void whatIsNoRequestIsDroppedBeforeItIsLookedAt() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    SignalHandler honest = Speech.server(server);
    SignalHandler counting =
        (box, source) -> {
          looks.incrementAndGet();
          assertThat(box.length).isLessThanOrEqualTo(SealedBox.MAX_BYTES);
          return honest.answer(box, source);
        };
    String in = Topics.of(server.key()).in();
    try (Bystander bystander = new Bystander(mosquitto.plain());
        MqttListener listener = listen(counting, mosquitto.plain())) {
      Bystander.untilListening(listener);
      // The broker itself holds back what is larger than a packet may be.
      bystander.say(in, new byte[10 << 20]);
      bystander.say(in, Topics.labelled(Topics.newLabel(), new byte[SealedBox.MAX_BYTES + 1]));
      bystander.say(in, "no label before this, which is why it goes nowhere".getBytes(UTF_8));
      bystander.say(in, new byte[0]);

      assertThat(say("still there", mosquitto.plain())).isEqualTo("still there to you");
      assertThat(looks).hasValue(1);
      assertThat(listener.states().get(0).dropped()).isEqualTo(3);
    }
  }

  @Test
  void aFloodFillsNoMoreThanTheQueue() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    SignalHandler honest = Speech.server(server);
    SignalHandler stuck =
        (box, source) -> {
          atOnce.incrementAndGet();
          open.await();
          return honest.answer(box, source);
        };
    int sent = 1000;
    try (Bystander bystander = new Bystander(mosquitto.plain());
        MqttListener listener = listen(stuck, mosquitto.plain())) {
      Bystander.untilListening(listener);
      for (int i = 0; i < sent; i++) {
        bystander.say(
            Topics.of(server.key()).in(), Topics.labelled(Topics.newLabel(), new byte[200]));
      }

      Bystander.until(
          () -> listener.states().get(0).dropped() == sent - BrokerLine.THREADS - BrokerLine.QUEUE);
      assertThat(atOnce).hasValue(BrokerLine.THREADS);
      open.countDown();
      Bystander.until(() -> atOnce.get() == BrokerLine.THREADS + BrokerLine.QUEUE);
      assertThat(say("and now", mosquitto.plain())).isEqualTo("and now to you");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
