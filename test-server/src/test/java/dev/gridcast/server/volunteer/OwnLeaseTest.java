package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.HeartbeatAck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that comes back without knowing of its case gets it again, and nobody else's. */
final class OwnLeaseTest extends ServerScene {

  @Test
  void aClientThatWasKilledAndStartedAgainGetsItsCaseAtOnce() {
    ScriptedClient killed = ScriptedClient.welcomed(server.network, "ada");
    Assignment before = killed.ask(); // its line is dead, and the server has not noticed yet
    server.clock.move(Duration.ofSeconds(3));

    Assignment after = ScriptedClient.welcomed(server.network, "ada").ask();

    assertThat(after.lease()).isEqualTo(before.lease());
    assertThat(after.caseIndex()).isEqualTo(before.caseIndex());
    assertThat(after.again()).isTrue();
    assertThat(before.again()).isFalse();
    assertThat(server.desk.counts().leased()).isEqualTo(1);
  }

  @Test
  void whoNamesItsCaseGetsAnotherOne() {
    ScriptedClient before = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = before.ask();
    before.hangUp();
    server.await("ada is gone", () -> server.reception.room().present().isEmpty());

    Assignment second = ScriptedClient.welcomed(server.network, "ada").ask(first.lease());

    assertThat(second.lease()).isNotEqualTo(first.lease());
    assertThat(second.again()).isFalse();
  }

  @Test
  void whatAnotherLiveConnectionOfTheVolunteerWorksOnStaysThere() {
    ScriptedClient one = ScriptedClient.welcomed(server.network, "ada");
    Assignment first = one.ask();
    server.clock.move(Duration.ofSeconds(1));
    ScriptedClient two = ScriptedClient.welcomed(server.network, "ada");
    server.clock.move(Duration.ofSeconds(1));
    one.say(beat(first, null));
    one.hear(HeartbeatAck.class);

    Assignment second = two.ask();

    assertThat(second.lease()).isNotEqualTo(first.lease());
    assertThat(second.again()).isFalse();
  }

  @Test
  void aStrangersLeaseIsNobodysToAskFor() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment hers = ada.ask();
    ada.hangUp();
    server.await("ada is gone", () -> server.reception.room().present().isEmpty());

    Assignment his = ScriptedClient.welcomed(server.network, "bob").ask();

    assertThat(his.lease()).isNotEqualTo(hers.lease());
    assertThat(his.caseIndex()).isNotEqualTo(hers.caseIndex());
  }

  @Test
  void whoNamesAStrangersLeaseGainsNothing() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment hers = ada.ask();
    ScriptedClient mallory = ScriptedClient.welcomed(server.network, "mallory");

    Assignment his = mallory.ask(hers.lease());

    assertThat(his.caseIndex()).isNotEqualTo(hers.caseIndex());
    ada.say(beat(hers, null));
    assertThat(ada.hear(HeartbeatAck.class).leases()).isEqualTo(List.of(hers.lease()));
  }
}
