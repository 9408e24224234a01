package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key gets no more than its share, however many connections it opens. */
final class QuotaTest {

  /** A tenth of the messages may come at once: ten. */
  private static final KeyQuotas QUOTAS = new KeyQuotas(2, 100, KeyQuotas.LEAST_BYTES, 2);

  private ServerUnderTest server;

  @SuppressWarnings("NullAway.Init") // start() fills in the field
  QuotaTest() {}

  @BeforeEach
  void start(@TempDir Path folder) {
    server = new ServerUnderTest(folder, ServerScene.FOUR, QUOTAS, UnaryOperator.identity());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aThirdConnectionIsTurnedAwayWithAWordAndAnotherKeysIsNot() {
    ScriptedClient first = ScriptedClient.welcomed(server.network, "mallory");
    ScriptedClient second = ScriptedClient.welcomed(server.network, "mallory");
    assertThat(server.reception.isFull(InMemoryNetwork.keyOf("mallory"))).isTrue();

    ScriptedClient third = ScriptedClient.silent(server.network, "mallory");
    ProtocolError error = third.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(error.reason()).contains("2 connections already");
    third.awaitClosed();

    assertThat(ScriptedClient.welcomed(server.network, "ada").ask().totalCases()).isEqualTo(4);
    second.hangUp();
    server.await(
        "its place is free", () -> !server.reception.isFull(InMemoryNetwork.keyOf("mallory")));
    ScriptedClient.welcomed(server.network, "mallory");
    assertThat(first.ask().totalCases()).isEqualTo(4);
  }

  @Test
  void messagesOfAllConnectionsCountAndComingAgainRefillsNothing() {
    ScriptedClient first = ScriptedClient.welcomed(server.network, "mallory");
    ScriptedClient second = ScriptedClient.welcomed(server.network, "mallory");
    for (int i = 0; i < 5; i++) {
      first.say(new Heartbeat(List.of()));
      second.say(new Heartbeat(List.of()));
    }
    server.await(
        "one of them is cut off", () -> !server.reception.isFull(InMemoryNetwork.keyOf("mallory")));

    ScriptedClient again = ScriptedClient.silent(server.network, "mallory");
    again.say(new Heartbeat(List.of()));
    again.awaitClosed();

    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    assertThat(ada.ask().totalCases()).as("others are served").isEqualTo(4);
    server.clock.move(Duration.ofMinutes(2));
    assertThat(ScriptedClient.welcomed(server.network, "mallory").ask().totalCases()).isEqualTo(4);
  }

  @Test
  void aKeyHasNoMoreCasesInHandThanItMayHoweverManyConnections() {
    ScriptedClient first = ScriptedClient.welcomed(server.network, "mallory");
    ScriptedClient second = ScriptedClient.welcomed(server.network, "mallory");
    String one = first.ask().lease();
    String two = second.ask().lease();
    assertThat(one).isNotEqualTo(two);

    first.request(one);

    NothingNow nothing = first.hear(NothingNow.class);
    assertThat(nothing.reason()).isEqualTo("this key has its 2 cases in hand already");
    assertThat(server.desk.counts().leased()).isEqualTo(2);
  }

  @Test
  void whoIsBarredIsShownOutAndToldWhy() {
    ScriptedClient mallory = ScriptedClient.welcomed(server.network, "mallory");
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");

    server.reception.showOut(
        Map.of(InMemoryNetwork.keyOf("mallory").text(), "banned: floods the server"));

    ProtocolError error = mallory.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.SUSPENDED);
    assertThat(error.reason()).isEqualTo("banned: floods the server");
    mallory.awaitClosed();
    assertThat(ada.ask().totalCases()).isEqualTo(4);
  }

  @Test
  void whatWhoeverIsBarredHadInHandGoesToOthersAtOnce() {
    ScriptedClient before = ScriptedClient.welcomed(server.network, "mallory");
    Assignment kept = before.ask();
    before.hangUp();
    ScriptedClient mallory = ScriptedClient.welcomed(server.network, "mallory");
    mallory.say(ServerScene.beat(kept, null));
    mallory.hear(HeartbeatAck.class);
    mallory.ask(kept.lease());
    assertThat(server.desk.counts().leased()).isEqualTo(2);

    server.reception.showOut(
        Map.of(InMemoryNetwork.keyOf("mallory").text(), "banned: floods the server"));

    mallory.hear(ProtocolError.class);
    mallory.awaitClosed();
    server.await("both cases are free", () -> server.desk.counts().leased() == 0);
  }

  /** That limits hold a sender back without a loss is seen in the tests of the peer. */
  @Test
  void allConnectionsOfAKeyShareTheirLimitsAndNobodyElsesDo() {
    PeerKey mallory = InMemoryNetwork.keyOf("mallory");
    KeyLedger ledger = new KeyLedger(QUOTAS);
    RateLimits first = ledger.bytesOf(mallory, server.clock.instant());
    ledger.enter(mallory, server.clock.instant());
    server.clock.move(Duration.ofHours(1));
    ledger.forget(server.clock.instant());
    assertThat(ledger.bytesOf(mallory, server.clock.instant())).isSameAs(first);
    assertThat(ledger.bytesOf(InMemoryNetwork.keyOf("ada"), server.clock.instant()))
        .isNotSameAs(first);
  }

  @Test
  void aKeyIsForgottenAMinuteAfterItsLastConnection() {
    KeyLedger ledger = new KeyLedger(QUOTAS);
    KeyLedger.Account account = ledger.enter(InMemoryNetwork.keyOf("ada"), server.clock.instant());
    server.clock.move(Duration.ofHours(1));
    ledger.forget(server.clock.instant());
    assertThat(ledger.size()).as("it is there").isEqualTo(1);
    ledger.leave(account, server.clock.instant());
    server.clock.move(Duration.ofSeconds(59));
    ledger.forget(server.clock.instant());
    assertThat(ledger.size()).isEqualTo(1);
    server.clock.move(Duration.ofSeconds(1));
    ledger.forget(server.clock.instant());
    assertThat(ledger.size()).isZero();
  }
}
