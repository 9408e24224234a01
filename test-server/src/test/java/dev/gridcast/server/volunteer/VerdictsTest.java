package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.support.HonestTrainer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every volunteer hears what became of its results, also of those judged while it was away. */
final class VerdictsTest extends ServerScene {

  @Test
  void whatWasJudgedWhileTheVolunteerWasAwayIsToldAfterItsReturn(@TempDir Path other) {
    try (ServerUnderTest slow = new ServerUnderTest(other, FOUR)) {
      Assignment judged = reportAndLeave(slow);

      ScriptedClient after = ScriptedClient.welcomed(slow.network, "ada");
      Verdict verdict = after.hear(Verdict.class);
      assertThat(verdict.lease()).isEqualTo(judged.lease());
      assertThat(verdict.kind()).isEqualTo(Verdict.Kind.COUNTS);
      assertThat(verdict.rank()).isEqualTo(1);
      assertThat(verdict.rmse()).isPositive();
    }
  }

  @Test
  void whatMayNotHaveArrivedIsToldAgainAndWhatDidIsNot(@TempDir Path other) {
    try (ServerUnderTest slow = new ServerUnderTest(other, FOUR)) {
      reportAndLeave(slow);
      ScriptedClient cut = ScriptedClient.welcomed(slow.network, "ada");
      cut.hear(Verdict.class);
      cut.hangUp(); // the server cannot know that it was heard
      ScriptedClient after = ScriptedClient.welcomed(slow.network, "ada");
      after.hear(Verdict.class);
      slow.await(
          "the server is sure",
          () -> {
            // As a client does, again and again: the server notes that it said a verdict when that
            // is on its way already, so any number of beats may come before.
            after.say(new Heartbeat(List.of()));
            after.hear(HeartbeatAck.class);
            return slow.desk.untold(ScriptedClient.idOf("ada")).isEmpty();
          });

      ScriptedClient last = ScriptedClient.welcomed(slow.network, "ada");
      last.ask(); // whatever there was to tell would have come before
      assertThat(last.heardNothing()).isTrue();
    }
  }

  @Test
  void everyConnectionOfAVolunteerHearsIt() {
    ScriptedClient one = ScriptedClient.welcomed(server.network, "ada");
    ScriptedClient two = ScriptedClient.welcomed(server.network, "ada");
    ScriptedClient stranger = ScriptedClient.welcomed(server.network, "bob");
    Result result = HonestTrainer.resultOf(one.ask(), FOUR.dataset().published(), 1);
    one.say(result);
    one.hear(Accepted.class);
    assertThat(one.hear(Verdict.class).verified()).isTrue();
    assertThat(two.hear(Verdict.class).lease()).isEqualTo(result.lease());
    assertThat(stranger.heardNothing()).isTrue();
  }

  /** A case whose result is judged when its volunteer is gone. */
  private static Assignment reportAndLeave(ServerUnderTest slow) {
    ScriptedClient before = ScriptedClient.welcomed(slow.network, "ada");
    Assignment assignment = before.ask();
    before.say(HonestTrainer.resultOf(assignment, FOUR.dataset().published(), 1));
    before.hear(Accepted.class);
    before.hangUp();
    slow.await("ada is gone", () -> slow.reception.room().present().isEmpty());
    slow.verifier.start();
    slow.await("it is judged", () -> slow.desk.counts().verified() == 1);
    return assignment;
  }
}
