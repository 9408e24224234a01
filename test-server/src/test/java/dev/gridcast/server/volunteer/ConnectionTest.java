package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.server.volunteer.VolunteerRoom.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may come in, and when a connection is over. */
final class ConnectionTest extends ServerScene {

  @Test
  void anotherVersionOfTheProtocolIsRefused() {
    ScriptedClient old = ScriptedClient.silent(server.network, "old");
    old.say(old.hello(Message.PROTOCOL_VERSION + 1));
    ProtocolError error = old.hear(ProtocolError.class);
    assertThat(error.code()).isEqualTo(ErrorCode.VERSION);
    old.awaitClosed();
  }

  @Test
  void whoNeverSaysHelloIsShownTheDoor() {
    ScriptedClient silent = ScriptedClient.silent(server.network, "silent");
    server.await("the server sees the peer", () -> server.reception.connections() == 1);
    server.pass(Conversation.HELLO_WITHIN.minusMillis(1));
    assertThat(silent.heardNothing()).isTrue();
    server.pass(Duration.ofMillis(1));
    silent.hear(Goodbye.class);
    silent.awaitClosed();
  }

  @Test
  void whoFallsSilentIsShownTheDoor() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    server.pass(Rhythm.LIVE.silenceAtMost());
    ada.hear(Goodbye.class);
    ada.awaitClosed();
    server.await("nobody is there", () -> server.reception.room().present().isEmpty());
  }

  @Test
  void aFullHouseTurnsAwayWhoComesLater() {
    for (int i = 0; i < Reception.CONNECTIONS_AT_MOST; i++) {
      ScriptedClient.silent(server.network, "v" + i);
    }
    server.await(
        "all are in", () -> server.reception.connections() == Reception.CONNECTIONS_AT_MOST);
    ScriptedClient late = ScriptedClient.silent(server.network, "late");
    assertThat(late.hear(ProtocolError.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    late.awaitClosed();
    server.await(
        "it is gone", () -> server.reception.connections() == Reception.CONNECTIONS_AT_MOST);
  }

  @Test
  void theScreenSeesWhatEachVolunteerRuns() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    ScriptedClient.welcomed(server.network, "grace");
    Assignment assignment = ada.ask();
    ada.say(beat(assignment, new Progress(1, 2, 10, 0.5)));
    ada.hear(HeartbeatAck.class);
    assertThat(server.reception.room().present())
        .satisfiesExactly(
            first -> {
              assertThat(first.name()).isEqualTo("ada");
              assertThat(first.works())
                  .extracting(Work::progress)
                  .containsExactly(new Progress(1, 2, 10, 0.5));
            },
            second -> {
              assertThat(second.name()).isEqualTo("grace");
              assertThat(second.works()).isEmpty();
            });
  }

  @Test
  void onlyThePublishedDatasetIsGivenOut() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    String whole = FOUR.dataset().sha256();
    ada.say(new BlobRequest(1, whole, List.of(BlobHead.IDENTITY), 0, ""));
    assertThat(ada.hear(BlobStop.class).reason()).isEqualTo("there is no blob " + whole + " here");
    ada.say(new Heartbeat(List.of()));
    ada.hear(HeartbeatAck.class); // still welcome
  }

  @Test
  void nothingOfTheConfirmationRangeLeavesTheServer() {
    ScriptedClient ada = ScriptedClient.welcomed(server.network, "ada");
    Assignment assignment = ada.ask();
    assertThat(FOUR.space().decode(0)).containsKey("confirmation-from");
    assertThat(assignment.parameters().keySet()).noneMatch(name -> name.contains("confirmation"));
    assertThat(assignment.parameters().values())
        .doesNotContain(FOUR.dataset().confirmationFrom().toString());

    String text = new String(ada.fetch(assignment.datasetSha256()), StandardCharsets.UTF_8);
    String lastRow = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
    String lastTime = lastRow.substring(0, lastRow.indexOf(','));
    assertThat(Instant.parse(lastTime)).isBefore(FOUR.dataset().confirmationFrom());
  }
}
