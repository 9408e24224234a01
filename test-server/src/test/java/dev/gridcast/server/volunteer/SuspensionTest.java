package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ProtocolError;
import org.junit.jupiter.api.Test;

/** A suspended volunteer is told why and gets nothing, until it is released. */
final class SuspensionTest extends ServerScene {

  @Test
  void itIsTurnedAwayAtItsHello() {
    ScriptedClient before = ScriptedClient.welcomed(server.network, "mallory");
    before.hangUp();
    server.await("it is gone", () -> server.reception.room().present().isEmpty());
    assertThat(
            server.desk.operator().suspend(ScriptedClient.idOf("mallory"), "three false results"))
        .isTrue();

    ScriptedClient after = ScriptedClient.silent(server.network, "mallory");
    after.say(after.hello(Message.PROTOCOL_VERSION));

    assertRefused(after, "three false results");
    assertThat(server.reception.room().present()).isEmpty();
  }

  @Test
  void itIsToldAtItsNextRequestIfItIsThere() {
    ScriptedClient mallory = ScriptedClient.welcomed(server.network, "mallory");
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    server.desk.operator().suspend(ScriptedClient.idOf("mallory"), "three false results");

    mallory.request();

    assertRefused(mallory, "three false results");
    assertThat(server.desk.counts().leased()).isZero();
    assertThat(ada.ask().totalCases()).as("others are served").isEqualTo(4);
  }

  @Test
  void onceReleasedItIsWelcome() {
    ScriptedClient before = ScriptedClient.welcomed(server.network, "mallory");
    server.desk.operator().suspend(ScriptedClient.idOf("mallory"), "three false results");
    before.request();
    assertRefused(before, "three false results");

    assertThat(server.desk.operator().release(ScriptedClient.idOf("mallory"))).isTrue();

    assertThat(ScriptedClient.welcomed(server.network, "mallory").ask().totalCases()).isEqualTo(4);
  }

  private static void assertRefused(ScriptedClient client, String reason) {
    ProtocolError error = client.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.SUSPENDED);
    assertThat(error.reason()).isEqualTo(reason);
    client.awaitClosed();
  }
}
