package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.HeartbeatAck;
import dev.gridcast.protocol.message.NothingNow;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request for a case waits for one to come free. */
final class WaitingTest extends ServerScene {

  private static final Experiment ONE = TestExperiments.parse(TestExperiments.oneCase());

  @Test
  void whoWaitsIsAnsweredAsSoonAsACaseComesFree(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ScriptedClient grace = ScriptedClient.welcomed(small.network, "grace");
      Assignment only = ada.ask();
      grace.request();
      grace.say(new Heartbeat(List.of()));
      grace.hear(HeartbeatAck.class); // not answered with nothing at once
      ada.say(new GiveBack(only.lease(), "stopping"));
      assertThat(grace.hear(Assignment.class).caseIndex()).isEqualTo(only.caseIndex());
    }
  }

  @Test
  void whoWaitsInVainIsToldToAskAgain(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ScriptedClient grace = ScriptedClient.welcomed(small.network, "grace");
      ada.ask();
      grace.request();
      grace.say(new Heartbeat(List.of()));
      grace.hear(HeartbeatAck.class);
      small.pass(Rhythm.LIVE.holdRequest());
      NothingNow nothing = grace.hear(NothingNow.class);
      assertThat(nothing.done()).isFalse();
      assertThat(nothing.waitMillis()).isPositive();
    }
  }

  @Test
  void whoWaitsIsToldWhenTheLastCaseIsVerified(@TempDir Path other) {
    try (ServerUnderTest small = new ServerUnderTest(other, ONE)) {
      small.verifier.start();
      ScriptedClient ada = ScriptedClient.welcomed(small.network, "ada");
      ScriptedClient grace = ScriptedClient.welcomed(small.network, "grace");
      Assignment only = ada.ask();
      grace.request();
      ada.say(HonestTrainer.resultOf(only, ONE.dataset().published(), 1));
      NothingNow nothing = grace.hear(NothingNow.class);
      assertThat(nothing.done()).isTrue();
      assertThat(nothing.best()).hasSize(1);
    }
  }
}
